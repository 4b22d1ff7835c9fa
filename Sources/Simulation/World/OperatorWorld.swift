import JSON
package import APIMachinery
import ControllerRuntime
package import EmbeddedAPIServer
import KubernetesClient
import Logging
package import Operator
import Synchronization
import Time
import Transport

/// A simulated cluster with the real operator in it, on virtual time.
///
/// The operator is the one of production: the same informers, queue, plan and applier, talking to the embedded API server through the
/// in-process transport. Owned by one thread; nothing in it waits for anything outside.
package final class OperatorWorld {
  package let cluster: SimulatedCluster
  package let clock: VirtualClock
  private let executor: SimulationExecutor
  private let settings: WorldSettings
  private let injector: FaultInjector
  private let observers: WorldObservers
  private let refusals = Refusals()
  private var ticker: Task<Void, Never>?
  /// The oldest first.
  private var processes: [OperatorProcess] = []
  private let operatorClock: SkewedClock
  private var starts = 0
  /// The process that was started last.
  package private(set) var theOperator: ServiceOperator?

  package init(_ settings: WorldSettings, observers: WorldObservers = WorldObservers()) {
    self.settings = settings
    self.observers = observers
    let clock = VirtualClock(settings.start)
    self.clock = clock
    operatorClock = SkewedClock(clock)
    executor = SimulationExecutor(clock: clock, shuffleSeed: settings.shuffleSeed)
    cluster = SimulatedCluster(
      settings.cluster,
      now: { clock.timestamp },
      configuration: EmbeddedAPIServer.Configuration(
        access: settings.access,
        history: settings.history,
        streamsLists: settings.streamsLists,
        installsGatewayAPI: true,
        installsTraefik: settings.installsTraefik,
        onWrite: observers.onWrite,
        onRequest: observers.onRequest,
        onDecision: observers.onDecision
      )
    )
    injector = FaultInjector(
      cluster.server,
      script: settings.faults,
      seed: settings.cluster.seed,
      clock: clock,
      onFault: observers.onFault
    )
    startTime()
    executor.drain()
  }

  /// As the operator calls itself to the API server.
  package static let client = "physics-operator"

  /// Starts an operator process, as the kubelet would after the last one ended; its life has these faults beside those of the world.
  package func startOperator(under faults: FaultScript = FaultScript()) {
    starts += 1
    injector.revive(Self.client)
    injector.plant(faults)
    let process = OperatorProcess(executor)
    let transport = MortalTransport(base: transport, life: process.life)
    let theOperator = ServiceOperator(
      client: KubernetesClient(
        transport: transport,
        origin: ClusterNetwork.origin,
        credentials: credentials
      ),
      transport: transport,
      clock: operatorClock,
      options: OperatorOptions(
        namespace: settings.looksAfterAll ? nil : settings.operatorAccount?.namespace,
        workers: 2,
        isInCluster: settings.operatorAccount != nil,
        instance: "physics-operator-\(starts)",
        seed: settings.cluster.seed &+ UInt64(starts),
        lease: settings.usesLease ? lease : nil
      ),
      logger: settings.logger,
      tracer: settings.tracer
    )
    self.theOperator = theOperator
    process.start { await theOperator.run() }
    processes.append(process)
  }

  private var lease: LeaseSettings {
    LeaseSettings(
      key: ObjectKey(
        namespace: settings.operatorAccount?.namespace ?? "default",
        name: Self.client
      ),
      identity: "physics-operator-\(starts)"
    )
  }

  /// The token that the kubelet mounts into the operator's pod; one that is refused shows as 401 in its log.
  private var credentials: FixedCredentials {
    let token = settings.operatorAccount.flatMap {
      try? cluster.server.issueToken(for: $0, lifetime: .seconds(365 * 86_400))
    }
    return FixedCredentials(bearerToken: token.map { Secret($0) }, source: "the mounted token")
  }

  /// Kills all operator processes: whatever they were doing is not finished.
  package func killOperator() {
    for process in processes { process.kill() }
    processes = []
    executor.drain()
  }

  /// Kills the process that was started first; with a lease it is the one that leads, until it is killed.
  package func killLeader() {
    guard !processes.isEmpty else { return }
    processes.removeFirst().kill()
    executor.drain()
  }

  /// Operator processes that were started and not killed.
  package var operators: Int { processes.count }

  /// Holds the process that was started first, as SIGSTOP does; with a lease it is the one that leads.
  package func stopLeader() {
    processes.first?.executor.stop()
  }

  /// Lets all operator processes go on, as SIGCONT does.
  package func resumeOperators() {
    for process in processes { process.executor.resume() }
  }

  /// Sets the clocks of all operator processes wrong by so much; the cluster's stays right.
  package func setOperatorClock(wrongBy skew: Duration) {
    operatorClock.set(wrongBy: skew)
  }

  /// From now on every write of a kind by an operator is refused.
  package func refuse(_ type: ResourceType, code: Int) {
    refusals.refuse(type, code: code)
  }

  /// Whether the operator stands at the write that it was to crash after.
  package var hasReachedCrash: Bool { injector.hasCrashed(Self.client) }

  /// Committed writes of all operators so far.
  package var writes: Int { injector.committedWrites }

  package func run(for duration: Duration) {
    executor.run(until: clock.timestamp + duration)
  }

  /// Creates an object, or replaces the spec of the one that is there.
  package func apply(_ type: ResourceType, _ object: APIObject) throws(APIStatus) {
    let users = cluster.server.objects.acting(as: "kubectl")
    guard var present = users.get(type, object.key) else {
      try users.create(type, object)
      return
    }
    present.json["spec"] = object.json["spec"]
    present.json["data"] = object.json["data"]
    try users.update(type, present)
  }

  /// Runs until a condition holds; `false` when it does not within the limit.
  package func run(atMost limit: Duration, until condition: () -> Bool) -> Bool {
    let end = clock.timestamp + limit
    while !condition() {
      guard clock.timestamp < end else { return false }
      executor.run(until: clock.timestamp + .seconds(1))
    }
    return true
  }

  /// Ends all tasks.
  package func stop() {
    killOperator()
    ticker?.cancel()
    executor.drain()
  }

  private var transport: any HTTPTransport {
    let network = ClusterNetwork(
      cluster: cluster,
      apiServer: InProcessTransport(injector),
      neighbour: settings.neighbour
    )
    let transport: any HTTPTransport =
      settings.breaksRollback ? BrokenRollback(base: network) : network
    return ObservedTransport(
      base: RefusingTransport(base: transport, refusals: refusals),
      onSend: observers.onSend,
      onAnswer: observers.onAnswer
    )
  }

  private func startTime() {
    let (cluster, clock) = (cluster, clock)
    ticker = executor.start {
      while !Task.isCancelled {
        cluster.step(to: clock.timestamp)
        do { try await clock.sleep(for: .seconds(1)) } catch { return }
      }
    }
  }
}
