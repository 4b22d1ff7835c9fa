import JSON
import Transport

/// One request on the wire, before the server's address and our credentials are added.
struct APIServerRequest: Sendable {
  var method: HTTPRequest.Method
  /// Percent-encoded path and query.
  var target: String
  var body: [UInt8] = []
  var contentType = "application/json"
  /// `nil`: the header is left out.
  var accept: String?
  var userAgent = "semantics/1"

  init(_ method: HTTPRequest.Method, _ target: String, _ body: JSONValue? = nil) {
    self.method = method
    self.target = target
    self.body = body?.jsonBytes ?? []
  }

  func accepting(_ accept: String) -> APIServerRequest {
    var request = self
    request.accept = accept
    return request
  }

  func sending(_ body: String, as contentType: String) -> APIServerRequest {
    var request = self
    request.body = Array(body.utf8)
    request.contentType = contentType
    return request
  }

  func typed(_ contentType: String) -> APIServerRequest {
    var request = self
    request.contentType = contentType
    return request
  }

  /// With a query added to what is there already.
  func asking(_ query: String) -> APIServerRequest {
    guard !query.isEmpty else { return self }
    var request = self
    request.target += (target.contains("?") ? "&" : "?") + query
    return request
  }
}
