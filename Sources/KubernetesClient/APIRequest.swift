import JSON
package import Transport

/// One request to the API server as a value: built and inspected without being sent.
package struct APIRequest: Hashable, Sendable {
  package struct Body: Hashable, Sendable {
    package let mediaType: MediaType
    package let bytes: [UInt8]
  }

  package let operation: APIOperation
  package let method: HTTPRequest.Method
  /// Percent-encoded path and query.
  package let target: String
  /// The forms of the answer that are understood, the most wanted first.
  package let accept: String
  package let body: Body?
  package let limits: TransferLimits

  init(
    _ operation: APIOperation,
    _ method: HTTPRequest.Method,
    _ target: String,
    accept: String = "application/json",
    body: Body? = nil,
    limits: TransferLimits = .call
  ) {
    self.operation = operation
    self.method = method
    self.target = target
    self.accept = accept
    self.body = body
    self.limits = limits
  }

  /// The request as a dry run; reads, and what is a dry run already, stay as they are.
  ///
  /// A deletion says so in its body as well: a server that finds options in the body does not look for them in the query.
  var rehearsed: APIRequest {
    guard method.isMutating, !target.contains("dryRun=") else { return self }
    return APIRequest(
      operation,
      method,
      target + (target.contains("?") ? "&" : "?") + "dryRun=All",
      accept: accept,
      body: method == .delete ? body?.withDryRun : body,
      limits: limits
    )
  }

  /// The bytes-level request, with the header fields that every request of ours carries.
  package func httpRequest(
    origin: String,
    authorization: String?,
    userAgent: String
  ) -> HTTPRequest {
    var headers: HTTPHeaders = ["Accept": accept, "User-Agent": userAgent]
    headers["Authorization"] = authorization
    headers["Content-Type"] = body?.mediaType.rawValue
    return HTTPRequest(
      method,
      origin: origin,
      target: target,
      headers: headers,
      body: body?.bytes ?? [],
      limits: limits
    )
  }
}

extension APIRequest.Body {
  /// `DeleteOptions` of a dry run.
  fileprivate var withDryRun: APIRequest.Body {
    guard var json = try? JSONValue(parsing: bytes) else { return self }
    json["dryRun"] = ["All"]
    return APIRequest.Body(mediaType: mediaType, bytes: json.jsonBytes)
  }
}
