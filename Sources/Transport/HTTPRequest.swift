/// One HTTP request, complete before it is sent.
package struct HTTPRequest: Hashable, Sendable {
  /// The verbs that the Kubernetes API and the metrics endpoints need.
  package enum Method: String, Hashable, Sendable, CaseIterable {
    case get = "GET"
    case head = "HEAD"
    case post = "POST"
    case put = "PUT"
    case patch = "PATCH"
    case delete = "DELETE"

    /// Whether a request of this method may change something.
    package var isMutating: Bool {
      switch self {
      case .get, .head: false
      case .post, .put, .patch, .delete: true
      }
    }
  }

  package var method: Method
  /// Scheme, host and port, without a trailing slash: `https://10.0.0.1:6443`.
  package var origin: String
  /// Percent-encoded path and query: `/api/v1/pods?limit=500`.
  package var target: String
  package var headers: HTTPHeaders
  package var body: [UInt8]
  package var limits: TransferLimits
  /// What must still be valid when the first byte leaves; `nil` for a request that anybody may send.
  package var permit: SendPermit?
  /// Who sent it, as a client certificate proves to a listener; `nil` without one.
  package var clientIdentity: ClientIdentity?

  package init(
    _ method: Method,
    origin: String,
    target: String,
    headers: HTTPHeaders = [:],
    body: [UInt8] = [],
    limits: TransferLimits = .call,
    clientIdentity: ClientIdentity? = nil
  ) {
    self.method = method
    self.origin = origin
    self.target = target
    self.headers = headers
    self.body = body
    self.limits = limits
    self.clientIdentity = clientIdentity
  }

  /// The path without its query.
  package var path: Substring { target.prefix { $0 != "?" } }

  /// The query without its question mark; empty when there is none.
  package var query: Substring { target.dropFirst(path.count + 1) }
}
