import APIMachinery
import EmbeddedAPIServer

/// The typed copy of everything that the simulated cluster acts on, fed by the server's write observer.
struct ClusterMirror: Sendable {
  var deployments = Registry<DeploymentRecord>()
  var replicaSets = Registry<ReplicaSetRecord>()
  var pods = Registry<SimulatedPod>()
  var services = Registry<ServiceRecord>()
  var slices = Registry<SliceRecord>()
  var routes = Registry<RouteRecord>()
  var autoscalers = Registry<AutoscalerRecord>()
  var budgets = Registry<BudgetRecord>()
  var nodes = Registry<NodeRecord>()
  /// Grows with every change, so that a controller with nothing new to see does nothing.
  private(set) var version: UInt64 = 0

  mutating func apply(_ record: WriteRecord) {
    apply(record.type, record.key, record.new)
  }

  /// Takes over a written object; `nil` when it is gone.
  mutating func apply(_ type: ResourceType, _ key: ObjectKey, _ object: APIObject?) {
    let isChanged =
      switch type {
      case .deployments: deployments.apply(key, object)
      case .replicaSets: replicaSets.apply(key, object)
      case .pods: pods.apply(key, object)
      case .services: services.apply(key, object)
      case .endpointSlices: slices.apply(key, object)
      case .httpRoutes: routes.apply(key, object)
      case .horizontalPodAutoscalers: autoscalers.apply(key, object)
      case .podDisruptionBudgets: budgets.apply(key, object)
      case .nodes: nodes.apply(key, object)
      default: false
      }
    if isChanged { version += 1 }
  }

  /// Pods that a ReplicaSet made, as positions among `pods`.
  func pods(ownedBy uid: String) -> [Int] {
    pods.indices.filter { pods[$0].ownerUID == uid }
  }
}
