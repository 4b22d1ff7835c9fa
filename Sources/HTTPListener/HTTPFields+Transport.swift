import HTTPTypes
import Transport

extension HTTPFields {
  init(_ headers: HTTPHeaders) {
    self.init()
    for field in headers.fields {
      guard let name = HTTPField.Name(field.name) else { continue }
      append(HTTPField(name: name, value: field.value))
    }
  }
}

extension Transport.HTTPRequest {
  /// What came over the wire; the host that the client asked for is the origin.
  init(
    _ head: HTTPTypes.HTTPRequest,
    method: Method,
    body: [UInt8],
    scheme: String,
    from client: ClientIdentity?
  ) {
    let fields = head.headerFields.map {
      HTTPHeaders.Field(name: $0.name.rawName, value: $0.value)
    }
    self.init(
      method,
      origin: "\(scheme)://\(head.authority ?? "")",
      target: head.path ?? "/",
      headers: HTTPHeaders(fields),
      body: body,
      clientIdentity: client
    )
  }
}
