package import APIMachinery
package import KubernetesClient

/// Why nothing can be said of a service, with the cure.
package enum ServiceReadError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The cluster does not know the kind.
  case noDefinition
  /// There is no such service; these are there.
  case unknown(ObjectKey, others: [String])
  case api(APIError)

  package var description: String {
    switch self {
    case .noDefinition:
      "the cluster does not know the kind PhysicsAPI; install it with: physics-operator crd | "
        + "kubectl apply -f -"
    case .unknown(let key, let others) where others.isEmpty:
      "there is no physicsapi \(key); check its name and its namespace (-n)"
    case .unknown(let key, let others):
      "there is no physicsapi \(key); namespace \(key.namespace) has \(Self.list(others))"
    case .api(let error): "\(error)"
    }
  }

  /// As many names as a person reads.
  private static func list(_ names: [String]) -> String {
    let shown = names.prefix(10).joined(separator: ", ")
    return names.count > 10 ? "\(shown) and \(names.count - 10) more" : shown
  }
}
