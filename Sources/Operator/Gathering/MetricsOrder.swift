import APIMachinery
import MetricsSource
import PhysicsResources

/// What is to be read of a service's metrics.
struct MetricsOrder: Sendable {
  let resource: PhysicsAPI
  let pods: [APIObject]
  /// `nil` when no query is due.
  let variables: QueryVariables?
  /// Whether all pods are among them, so that the service's load can be told.
  let isLoadSample: Bool
}
