import APIMachinery
import EmbeddedAPIServer
import JSON
import Time

/// Everything that the simulated cluster knows beside the API server, changed only under its lock.
struct ClusterState: Sendable {
  let settings: ClusterSettings
  var mirror = ClusterMirror()
  var dataPlane: DataPlane
  var faults: [MetricsFaultWindow] = []
  private(set) var now: Timestamp
  private var deployments = DeploymentController()
  private var replicaSets = ReplicaSetController()
  private var scheduler: Scheduler
  private var kubelet: Kubelet
  private var endpoints: EndpointController
  private var gateway: GatewayController
  private var budgets = BudgetController()
  private var namespaces = NamespaceController()
  private var addresses = AddressController()
  private var autoscalers = AutoscalerController()
  var nodes = NodeLifecycle()

  init(settings: ClusterSettings, start: Timestamp) {
    self.settings = settings
    now = start
    dataPlane = DataPlane(seed: settings.seed)
    scheduler = Scheduler(seed: settings.seed)
    kubelet = Kubelet(seed: settings.seed)
    endpoints = EndpointController(seed: settings.seed)
    gateway = GatewayController(seed: settings.seed)
  }

  /// Takes over the namespaces that the server came with, and gives them what every namespace has.
  mutating func begin(server: EmbeddedAPIServer) {
    for namespace in server.objects.list(.namespaces) {
      mirror.apply(.namespaces, namespace.key, namespace)
    }
    let context = StepContext(now: now, settings: settings, server: server)
    namespaces.run(&mirror, context)
  }

  /// Lives through the seconds up to an instant, each in the same order of actors.
  mutating func step(to instant: Timestamp, server: EmbeddedAPIServer, inbox: WriteInbox) {
    server.advance(to: instant)
    read(inbox)
    while now + .seconds(1) <= instant {
      now = now + .seconds(1)
      second(server: server, inbox: inbox)
    }
  }

  private mutating func second(server: EmbeddedAPIServer, inbox: WriteInbox) {
    let context = StepContext(now: now, settings: settings, server: server)
    namespaces.run(&mirror, context)
    deployments.run(&mirror, context)
    replicaSets.run(&mirror, context)
    read(inbox)
    nodes.run(&mirror, context)
    scheduler.run(&mirror, context)
    kubelet.run(&mirror, context)
    read(inbox)
    budgets.run(&mirror, context)
    endpoints.run(&mirror, context)
    gateway.run(&mirror, context)
    addresses.run(&mirror, context)
    autoscalers.run(&mirror, context)
    mirror.events.flush(context)
    read(inbox)
    dataPlane.serve(second: now, pods: &mirror.pods, settings: settings)
  }

  /// Takes over what has been written since the last look.
  private mutating func read(_ inbox: WriteInbox) {
    for record in inbox.takeAll() {
      mirror.apply(record)
      dataPlane.note(record, at: now, settings: settings)
    }
  }

  func fault(of pod: SimulatedPod) -> MetricsFault? {
    faults.last {
      $0.until > now && $0.application.namespace == pod.key.namespace
        && pod.labels["fisica-lab.com/service"] == .string($0.application.name)
    }?.fault
  }
}
