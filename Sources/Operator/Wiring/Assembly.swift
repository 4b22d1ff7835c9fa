import APIMachinery
import ControllerRuntime
import Forecast
import KubernetesClient
import Logging
import PhysicsResources
import Planning
import Time
import Tracing

/// Puts the parts of one operator together.
struct Assembly {
  let client: KubernetesClient
  let transports: MetricsTransports
  let clock: any WallClock
  let options: OperatorOptions
  let logger: Logger
  let tracer: (any Tracer)?
  let counters: OperatorCounters
  let memories: ServiceMemories

  func manager(_ offered: Capabilities) -> Manager {
    let capabilities = CapabilityWatch(offered, client: client, clock: clock, logger: logger)
    let informers = informers(capabilities)
    let caches = ObjectCaches(
      informers: informers,
      gate: WriteGate(clock: clock, informers: informers)
    )
    let queue = WorkQueue(clock: clock)
    connect(caches, to: queue, doubting: capabilities)
    let election = options.lease.map(election)
    let secrets = trackedSecrets(caches, queue)
    let desk = desk
    let forecasts = forecastDesk
    let reconciler = reconciler(
      caches,
      capabilities,
      secrets,
      PodMetrics(desk: desk, forecasts: forecasts),
      writer: election?.fenced(client) ?? client
    )
    let lookAtAll: @Sendable () -> Void = {
      for object in caches.informer(of: .physicsAPIs)?.store.all ?? [] {
        queue.add(object.key, .background)
      }
    }
    return Manager(
      informers: informers,
      controllers: [
        Controller(
          name: "physicsapi",
          queue: queue,
          workers: options.workers,
          gate: caches.gate,
          identifiers: PassIdentifiers(generator: SplitMix64(seed: options.seed &+ 1_000)),
          tracer: tracer,
          reconcile: { await reconciler.reconcile($0) }
        )
      ],
      events: reconciler.events,
      election: election,
      companions: companions(capabilities, caches, lookAtAll) + [
        { await desk.run(onHarvest: { queue.add($0) }) }, { await secrets.run() },
        { await forecasts.run(onChange: { queue.add($0, .background) }) },
      ],
      isExpected: { capabilities.serves($0) },
      drain: { [clock, options] in try? await clock.sleep(for: options.drainLimit) },
      onLeading: { [memories] in
        memories.forgetAll()
        // Another leader may have promised to come back to any of them.
        lookAtAll()
      },
      onStopping: { await reconciler.saveLoads() }
    )
  }

  /// A change of what the cluster offers concerns every resource: at once, and again when routes that were not served have been read.
  private func companions(
    _ capabilities: CapabilityWatch,
    _ caches: ObjectCaches,
    _ lookAtAll: @escaping @Sendable () -> Void
  ) -> [@Sendable () async -> Void] {
    let rediscovery: @Sendable () async -> Void = {
      await capabilities.run(onChange: lookAtAll)
    }
    let late = [ResourceType.httpRoutes, .traefikServices]
      .filter { !capabilities.serves($0) }
      .compactMap { caches.informer(of: $0) }
    let readings = late.map { informer -> @Sendable () async -> Void in
      {
        do { try await informer.waitForSync() } catch { return }
        lookAtAll()
      }
    }
    return [rediscovery] + readings
  }

  private var desk: MetricsDesk {
    MetricsDesk(
      reader: MetricsReader(
        client: client,
        access: MetricsAccess(client: client, transports: transports),
        isInCluster: options.isInCluster
      ),
      clock: clock
    )
  }

  private var forecastDesk: ForecastDesk {
    ForecastDesk(
      reader: HistoryReader(
        client: client,
        access: MetricsAccess(client: client, transports: transports)
      ),
      clock: clock
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
    _ capabilities: CapabilityWatch,
    _ secrets: TrackedSecrets,
    _ metrics: PodMetrics,
    writer: KubernetesClient
  ) -> PhysicsAPIReconciler {
    PhysicsAPIReconciler(
      caches: caches,
      resources: ReadResources(),
      gatherer: Gatherer(
        caches: caches,
        memories: memories,
        capabilities: capabilities,
        contents: ConfigMapContents(client: client) { key in
          let resources = caches.informer(of: .physicsAPIs)?.store
          return resources?.objects(.referredConfigMaps, key.description).isEmpty == false
        },
        secrets: secrets,
        namesakeFinder: NamesakeFinder(client: client),
        metrics: metrics,
        clock: clock
      ),
      applier: Applier(client: writer, caches: caches) { capabilities.recheck() },
      statusWriter: StatusWriter(client: writer, caches: caches, counters: counters),
      events: EventRecorder(
        client: writer,
        controller: "fisica-lab.com/physics-operator",
        instance: options.instance,
        clock: clock,
        random: SeededIdentifiers(seed: options.seed).next,
        logger: logger
      ),
      logger: logger,
      counters: counters
    )
  }

  /// Children are followed by their label; routes all, and of ConfigMaps the metadata of all, because users' ones have no label of ours.
  private func informers(_ capabilities: CapabilityWatch) -> [Informer] {
    let own = ResourceSelection(
      namespace: options.namespace,
      labels: LabelSelector([.exists(key: Keys.service)])
    )
    let labelled: [ResourceType] = [
      .deployments, .services, .horizontalPodAutoscalers, .podDisruptionBudgets,
      .controllerRevisions, .endpointSlices, .pods, .ingresses,
    ]
    let selections =
      [
        (ResourceType.physicsAPIs, ResourceSelection(namespace: options.namespace)),
        (.configMaps, ResourceSelection(namespace: options.namespace, contents: .metadata)),
        (.httpRoutes, ResourceSelection(namespace: options.namespace)),
        (.traefikServices, ResourceSelection(namespace: options.namespace)),
      ] + labelled.map { ($0, own) }
    return selections.enumerated().map { index, selection in
      Informer(
        selection.0,
        selection.1,
        indexes: selection.0 == .physicsAPIs
          ? [.referredConfigMaps, .trackedSecrets, .referredRoutes] : [.label(Keys.service)],
        keeping: selection.0 == .pods ? PodDigest.of : nil,
        startingWhen: capabilities.latch(for: selection.0),
        client: client,
        clock: clock,
        generator: SplitMix64(seed: options.seed &+ UInt64(index) &+ 1),
        logger: logger
      )
    }
  }

  private func connect(
    _ caches: ObjectCaches,
    to queue: WorkQueue,
    doubting capabilities: CapabilityWatch
  ) {
    let written = caches.written
    for informer in caches.informers {
      let mapping = KeyMapping(
        type: informer.type,
        resources: caches.informer(of: .physicsAPIs)?.store
      )
      informer.onChange { [unowned informer] change in
        switch change {
        case .deleted(let object, _):
          written.forget(informer.type, object.key)
          // A definition takes its objects along.
          if capabilities.latch(for: informer.type) != nil { capabilities.recheck() }
        case .added(let object), .updated(_, let object):
          written.noteHeard(object, as: informer.type)
        }
        let keys = Self.objects(of: change).flatMap(mapping.keys)
        guard informer.hasSynced, !change.isResync else {
          return keys.forEach { queue.add($0, .background) }
        }
        switch ChangeUrgency(of: change, of: informer.type) {
        case .now: keys.forEach { queue.add($0) }
        case .afterBurst: keys.forEach { queue.add($0, after: ChangeUrgency.burst) }
        case .never: break
        }
      }
    }
  }

  /// An object that changes hands concerns both owners.
  private static func objects(of change: StoreChange) -> [APIObject] {
    if case .updated(let old, let new) = change { [old, new] } else { [change.object] }
  }
}
