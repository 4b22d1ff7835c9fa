package import APIMachinery

/// What is known of a ConfigMap that a workload reads.
package enum ConfigMapContent: Hashable, Sendable {
  case found(APIObject)
  case missing
  /// It exists, but the API server does not show it, for this reason.
  case unreadable(String)
  /// There is no cluster to ask: a dry run from a file.
  case unknown

  var object: APIObject? {
    if case .found(let object) = self { object } else { nil }
  }
}
