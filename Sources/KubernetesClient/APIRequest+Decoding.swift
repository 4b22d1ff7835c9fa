package import APIMachinery
package import JSON
package import Transport

extension APIRequest {
  /// The JSON of a success; a refusal becomes the error that says why.
  ///
  /// - Parameter credentials: where the credentials came from, named when they are refused.
  package func json(
    of response: HTTPResponse,
    credentials: String
  ) throws(APIError) -> JSONValue {
    let body = try bytes(of: response, credentials: credentials)
    try refuseWebPage(response.head)
    do {
      return try JSONValue(parsing: body)
    } catch {
      throw .malformed("its body is not JSON: \(error)", for: operation)
    }
  }

  /// The page with which a proxy asks for a password comes as a success.
  func refuseWebPage(_ head: HTTPResponseHead) throws(APIError) {
    guard head.announcesWebPage else { return }
    throw .malformed("it is a web page, such as the login page of a proxy", for: operation)
  }

  /// The body of a success as it is.
  package func bytes(of response: HTTPResponse, credentials: String) throws(APIError) -> [UInt8] {
    guard response.head.isSuccess else { throw refusal(response, credentials: credentials) }
    return response.body
  }

  /// An object must at least be a JSON object with a name.
  package func object(in json: JSONValue) throws(APIError) -> APIObject {
    let object = APIObject(json)
    guard !object.name.isEmpty else {
      throw .malformed("an object without metadata.name", for: operation)
    }
    return object
  }

  /// The items get the `apiVersion` and `kind` that real servers leave out of lists of built-in types.
  package func list(of type: ResourceType, in json: JSONValue) throws(APIError) -> ObjectList {
    guard let items = json["items"].map({ $0.arrayValue ?? [] }) else {
      throw .malformed("a list without items", for: operation)
    }
    let token = json["metadata"]?["continue"]?.stringValue ?? ""
    return ObjectList(
      items: items.map { APIObject($0.named(as: type)) },
      resourceVersion: json["metadata"]?["resourceVersion"]?.stringValue ?? "",
      continueToken: token.isEmpty ? nil : token
    )
  }

  /// Reads an `APIResourceList`; subresources are left out.
  package func types(
    group: String,
    version: String,
    in json: JSONValue
  ) throws(APIError) -> [ResourceType] {
    guard let resources = json["resources"]?.arrayValue else {
      throw .malformed("a discovery document without resources", for: operation)
    }
    return resources.compactMap { resource in
      guard let plural = resource["name"]?.stringValue, !plural.contains("/"),
        let kind = resource["kind"]?.stringValue
      else { return nil }
      return ResourceType(
        group: group,
        version: version,
        kind: kind,
        plural: plural,
        isNamespaced: resource["namespaced"]?.boolValue ?? false
      )
    }
  }

  /// The error that an answer other than a success means.
  package func refusal(_ response: HTTPResponse, credentials: String) -> APIError {
    if response.head.status == 401 {
      return .unauthorized(credentials: credentials, for: operation)
    }
    var status = APIStatus(refusal: response)
    if status.retryAfterSeconds == nil {
      status.retryAfterSeconds = response.head.headers["Retry-After"].flatMap { Int($0) }
    }
    return .status(status, for: operation)
  }
}

extension JSONValue {
  fileprivate func named(as type: ResourceType) -> JSONValue {
    var named = self
    if named["apiVersion"] == nil { named["apiVersion"] = .string(type.apiVersion) }
    if named["kind"] == nil { named["kind"] = .string(type.kind) }
    return named
  }
}

extension APIStatus {
  /// A proxy on the way answers with something else than a `Status`, which has to do as the message.
  fileprivate init(refusal response: HTTPResponse) {
    if let json = try? JSONValue(parsing: response.body), var status = APIStatus(json: json) {
      status.code = response.head.status
      self = status
      return
    }
    self.init(code: response.head.status, reason: "Unknown", message: response.complaint)
  }
}
