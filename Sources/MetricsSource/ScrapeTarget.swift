package import Transport

/// Where one pod exposes its metrics: its own address, or the API server's `pods/proxy`.
package struct ScrapeTarget: Hashable, Sendable {
  /// What the caller knows the pod by, usually its uid.
  package var pod: String
  /// `http://10.0.0.7:8000`, without a trailing slash.
  package var origin: String
  /// Percent-encoded: `/metrics`.
  package var path: String
  /// Credentials, where the API server is in between.
  package var headers: HTTPHeaders

  package init(pod: String, origin: String, path: String, headers: HTTPHeaders = [:]) {
    self.pod = pod
    self.origin = origin
    self.path = path
    self.headers = headers
  }
}
