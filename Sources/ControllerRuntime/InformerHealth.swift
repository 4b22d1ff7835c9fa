package import KubernetesClient
package import Time

/// How well an informer's copy can be trusted.
package struct InformerHealth: Hashable, Sendable {
  /// The collection was read as a whole at least once.
  package internal(set) var hasSynced = false
  /// When the server last gave an answer that was of use.
  package internal(set) var lastContact: Timestamp?
  /// When the open watch was opened; `nil` while there is none.
  package internal(set) var watchingSince: Timestamp?
  /// The failure since then; `nil` while all is well.
  package internal(set) var lastError: APIError?

  package init() {}
}
