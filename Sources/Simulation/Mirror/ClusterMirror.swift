import APIMachinery
import EmbeddedAPIServer

/// The typed copy of everything that the simulated cluster acts on, fed by the server's write observer.
struct ClusterMirror: Sendable {
  var deployments = Registry<DeploymentRecord>()
  var replicaSets = Registry<ReplicaSetRecord>()
  var pods = Registry<SimulatedPod>()
  var services = Registry<ServiceRecord>()
  var slices = Registry<SliceRecord>()
  var endpoints = Registry<PlainRecord>()
  var routes = Registry<RouteRecord>()
  var autoscalers = Registry<AutoscalerRecord>()
  var budgets = Registry<BudgetRecord>()
  var nodes = Registry<NodeRecord>()
  var namespaces = Registry<NamespaceRecord>()
  var gateways = Registry<GatewayRecord>()
  var gatewayClasses = Registry<GatewayClassRecord>()
  var ingresses = Registry<IngressRecord>()
  /// The account and the certificate that every namespace has.
  var namespaceDefaults = Registry<PlainRecord>()
  /// What components have told about objects and not yet written.
  var events = EventLog()
  /// How often objects of a kind have changed, so that a controller with nothing new to see does nothing.
  private var changes = [UInt64](repeating: 0, count: Kind.allCases.count)

  /// The kinds that controllers look at.
  enum Kind: Int, CaseIterable {
    case deployments
    case replicaSets
    case pods
    case services
    case endpoints
    case routes
    case gateways
    case autoscalers
    case budgets
    case nodes
    case namespaces
    case ingresses
    case none
  }

  /// Grows with every change of one of these kinds.
  func version(of kinds: Kind...) -> UInt64 {
    kinds.reduce(0) { $0 + changes[$1.rawValue] }
  }

  mutating func apply(_ record: WriteRecord) {
    apply(record.type, record.key, record.new)
  }

  /// Takes over a written object; `nil` when it is gone.
  mutating func apply(_ type: ResourceType, _ key: ObjectKey, _ object: APIObject?) {
    let (kind, isChanged): (Kind, Bool) =
      switch type {
      case .deployments: (.deployments, deployments.apply(key, object))
      case .replicaSets: (.replicaSets, replicaSets.apply(key, object))
      case .pods: (.pods, pods.apply(key, object))
      case .services: (.services, services.apply(key, object))
      case .endpointSlices: (.endpoints, slices.apply(key, object))
      case .endpoints: (.endpoints, endpoints.apply(key, object))
      case .httpRoutes: (.routes, routes.apply(key, object))
      case .gateways: (.gateways, gateways.apply(key, object))
      case .gatewayClasses: (.gateways, gatewayClasses.apply(key, object))
      case .horizontalPodAutoscalers: (.autoscalers, autoscalers.apply(key, object))
      case .podDisruptionBudgets: (.budgets, budgets.apply(key, object))
      case .nodes: (.nodes, nodes.apply(key, object))
      case .namespaces: (.namespaces, namespaces.apply(key, object))
      case .ingresses: (.ingresses, ingresses.apply(key, object))
      case .serviceAccounts where key.name == NamespaceController.account,
        .configMaps where key.name == NamespaceController.certificate:
        (.namespaces, namespaceDefaults.apply(key, object))
      default: (.none, false)
      }
    if isChanged { changes[kind.rawValue] += 1 }
  }

  /// Pods that a ReplicaSet made, as positions among `pods`.
  func pods(ownedBy uid: String) -> [Int] {
    pods.indices.filter { pods[$0].ownerUID == uid }
  }
}
