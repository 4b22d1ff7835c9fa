import APIMachinery
import EmbeddedAPIServer
import PhysicsResources
import Simulation
import Time

/// A world with an operator and an auditor who reads every write.
final class JudgedRun {
  let bench: OracleBench
  let world: OperatorWorld
  let shape: ServiceShape
  /// Of every kind, since the run began.
  let versions = VersionCounts()
  let struck = StruckRules()
  private var lostBefore = 0

  init(
    seed: UInt64,
    shuffled: Bool = false,
    faults: FaultScript = FaultScript(),
    shape: ServiceShape = .routed,
    streamsLists: Bool = true,
    history: HistoryLimits = HistoryLimits()
  ) throws {
    self.shape = shape
    var settings = WorldSettings(seed: seed)
    settings.streamsLists = streamsLists
    settings.history = history
    settings.faults = faults
    settings.installsTraefik = shape == .traefik
    settings.shuffleSeed = shuffled ? seed : nil
    let clock = ClockBox()
    bench = OracleBench(now: { clock.timestamp })
    var observers = bench.observers
    observers.onWrite = { [bench, versions] record in
      bench.observe(record)
      versions.note(record)
    }
    let onRequest = observers.onRequest
    observers.onRequest = { [versions] request in
      onRequest?(request)
      versions.note(request)
    }
    observers.onFault = { [struck] in struck.note($0) }
    world = OperatorWorld(settings, observers: observers)
    clock.set(world.clock)
    try world.installDefinition()
    world.startOperator()
    bench.operatorStarted()
    world.run(for: .seconds(2))
    if let (type, object) = shape.splitter { try world.apply(type, object) }
  }

  /// The first revision serves 60 requests per second.
  func deploy() throws {
    try roll(to: "v1.0.0")
    _ = world.run(atMost: .seconds(600)) { status.phase == .steady }
    var users = TrafficUsers()
    users.entry = shape.entry
    world.cluster.send(.constant(requestsPerSecond: 60), to: DemoManifest.key, by: users)
    world.run(for: .seconds(60))
    // The gateway hears of the first endpoints some seconds after the users came.
    lostBefore = traffic.counts.lost
  }

  /// Requests lost since the service was up.
  var lost: Int { traffic.counts.lost - lostBefore }

  func roll(to tag: String) throws {
    var object = try DemoManifest(tag: tag).object()
    shape.shape(&object)
    try world.apply(.physicsAPIs, object)
  }

  var status: PhysicsAPIStatus { world.status(of: DemoManifest.key) }
  private var traffic: TrafficTotals { world.cluster.traffic(of: DemoManifest.key) }
}
