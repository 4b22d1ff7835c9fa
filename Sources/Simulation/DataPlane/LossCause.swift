/// Why a request reached nobody.
package enum LossCause: String, Hashable, Sendable, CaseIterable {
  /// The pod was there but took no connections: still starting, crashed, or after SIGTERM.
  case connectionRefused
  /// The gateway sent it to a pod that no longer exists or whose node is gone.
  case podGone
  /// A backend with weight had no ready endpoint.
  case noEndpoints
  /// Neither a route nor a Service leads anywhere.
  case noBackend
}
