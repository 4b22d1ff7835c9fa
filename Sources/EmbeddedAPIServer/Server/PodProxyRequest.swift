package import APIMachinery
package import Transport

/// A request to a pod through `pods/{name[:port]}/proxy/{path}`.
package struct PodProxyRequest: Hashable, Sendable {
  package let pod: ObjectKey
  /// As written after the colon: a number or the name of a port; `nil` for the first port.
  package let port: String?
  /// With its leading slash, without the query.
  package let path: String
  package let query: String
  package let method: HTTPRequest.Method

  package init(
    pod: ObjectKey,
    port: String?,
    path: String,
    query: String = "",
    method: HTTPRequest.Method = .get
  ) {
    self.pod = pod
    self.port = port
    self.path = path
    self.query = query
    self.method = method
  }
}
