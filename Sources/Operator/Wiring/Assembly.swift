import APIMachinery
import ControllerRuntime
import Forecast
import KubernetesClient
import Logging
import PhysicsResources
import Planning
import Time
import Tracing
import Transport

/// Puts the parts of one operator together.
struct Assembly {
  let client: KubernetesClient
  let transport: any HTTPTransport
  let clock: any WallClock
  let options: OperatorOptions
  let logger: Logger
  let tracer: (any Tracer)?
  let counters: OperatorCounters

  func manager(_ capabilities: Capabilities) -> Manager {
    let caches = ObjectCaches(informers: informers(capabilities))
    let queue = WorkQueue(clock: clock)
    connect(caches, to: queue)
    let election = options.lease.map(election)
    let reconciler = reconciler(caches, capabilities, writer: election?.fenced(client) ?? client)
    let controller = Controller(
      name: "physicsapi",
      queue: queue,
      workers: options.workers,
      identifiers: PassIdentifiers(generator: SplitMix64(seed: options.seed &+ 1_000)),
      tracer: tracer,
      reconcile: { await reconciler.reconcile($0) }
    )
    let memories = reconciler.gatherer.memories
    return Manager(
      informers: caches.informers,
      controllers: [controller],
      election: election,
      onLeading: {
        memories.forgetAll()
        // Another leader may have promised to come back to any of them.
        for object in caches.informer(of: .physicsAPIs)?.store.all ?? [] {
          queue.add(object.key, .background)
        }
      }
    )
  }

  private func election(_ lease: LeaseSettings) -> LeaderElection {
    LeaderElection(
      lease,
      client: client,
      clock: clock,
      generator: SplitMix64(seed: options.seed),
      logger: logger
    )
  }

  /// Everything that it writes (objects, status, events) goes through the fence; what it reads does not.
  private func reconciler(
    _ caches: ObjectCaches,
    _ capabilities: Capabilities,
    writer: KubernetesClient
  ) -> PhysicsAPIReconciler {
    PhysicsAPIReconciler(
      caches: caches,
      gatherer: Gatherer(
        caches: caches,
        memories: ServiceMemories(clock: clock),
        capabilities: capabilities,
        metrics: PodMetrics(
          client: client,
          transport: transport,
          isInCluster: options.isInCluster
        ),
        clock: clock
      ),
      applier: Applier(client: writer, written: caches.written),
      statusWriter: StatusWriter(client: writer, written: caches.written, counters: counters),
      events: EventRecorder(
        client: writer,
        controller: "fisica-lab.com/physics-operator",
        instance: options.instance,
        clock: clock,
        identifiers: SeededIdentifiers(seed: options.seed).next,
        logger: logger
      ),
      logger: logger,
      counters: counters
    )
  }

  /// Children are followed by their label; ConfigMaps all, because users' ones have no label of ours.
  private func informers(_ capabilities: Capabilities) -> [Informer] {
    let own = LabelSelector([.exists(key: Keys.service)])
    var labelled: [ResourceType] = [
      .deployments, .services, .horizontalPodAutoscalers, .podDisruptionBudgets,
      .controllerRevisions, .endpointSlices, .pods, .ingresses,
    ]
    if capabilities.hasGatewayAPI { labelled.append(.httpRoutes) }
    let selections =
      [(ResourceType.physicsAPIs, nil), (.configMaps, nil)] + labelled.map { ($0, own) }
    return selections.enumerated().map { index, selection in
      Informer(
        selection.0,
        ResourceSelection(namespace: options.namespace, labels: selection.1),
        indexes: [.label(Keys.service)],
        client: client,
        clock: clock,
        generator: SplitMix64(seed: options.seed &+ UInt64(index) &+ 1),
        logger: logger
      )
    }
  }

  private func connect(_ caches: ObjectCaches, to queue: WorkQueue) {
    let written = caches.written
    for informer in caches.informers {
      let mapping = KeyMapping(type: informer.type, resources: caches.informer(of: .physicsAPIs))
      informer.onChange { [unowned informer] change in
        if case .deleted = change { written.forget(informer.type, change.object.key) }
        let isNews = informer.hasSynced && !change.isResync
        let priority: WorkPriority = isNews ? .normal : .background
        for object in Self.objects(of: change) {
          for key in mapping.keys(for: object) { queue.add(key, priority) }
        }
      }
    }
  }

  /// An object that changes hands concerns both owners.
  private static func objects(of change: StoreChange) -> [APIObject] {
    if case .updated(let old, let new) = change { [old, new] } else { [change.object] }
  }
}
