/// Why a request reached nobody.
package enum LossCause: String, Hashable, Sendable, CaseIterable {
  /// The application had ended by itself, and nobody had asked it to.
  case crashed
  /// The pod was told to end and took no more connections.
  case stopped
  /// The gateway sent it to a pod that no longer exists.
  case podGone
  /// The pod's node is gone.
  case nodeLost
  /// A backend with weight had no ready endpoint.
  case noEndpoints
  /// Neither a route nor a Service leads anywhere.
  case noBackend
}
