import APIMachinery
import Time

/// Whether one informer's copy can be worked with.
package struct CacheState: Hashable, Sendable {
  /// The qualified name of the type: `deployments.apps`.
  package let resource: String
  /// Why it cannot be trusted now; `nil` when it can.
  package let problem: String?
  /// Since the server last said something; `nil` before its first answer.
  package let lag: Duration?

  /// - Parameter isExpected: whether the server is supposed to serve the type; what it does not serve is not missed.
  init(_ informer: Informer, isExpected: Bool) {
    let health = informer.health
    resource = informer.type.qualifiedName
    lag = health.lastContact.map { max(.zero, informer.now - $0) }
    if !isExpected {
      problem = nil
    } else if let error = health.lastError {
      problem = "\(error)"
    } else {
      problem = health.hasSynced ? nil : "\(informer.type.qualifiedName) are not read yet; wait"
    }
  }
}
