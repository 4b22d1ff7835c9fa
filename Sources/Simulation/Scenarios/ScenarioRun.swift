import APIMachinery
import EmbeddedAPIServer
import JSON
import PhysicsResources
import Time

/// Plays one scenario with one router and one seed in a world of its own, with every oracle at its side.
///
/// The seed draws what a script must not rely on: how long gateways take, when pods are up, when between two steps something happens,
/// whether the operator starts anew in between, and the order of the operator's tasks.
package final class ScenarioRun {
  struct Failure: Error {
    let sentence: String
  }

  let scenario: Scenario
  let router: ScenarioRouter
  let world: OperatorWorld
  let bench: OracleBench
  let clock: FaultClock
  var generator: SeededGenerator
  var report: ScenarioReport
  var spec: [ScenarioManifest.SpecEdit]
  var tag = "v1"
  /// What the user's own splitter says before the operator touches it.
  private(set) var original: JSONValue?
  /// What `removeRouteAPI` took away.
  var removedDefinition: APIObject?
  private var recorded: RecordedService?
  private var upSince: Timestamp
  private var overloadedBefore = 0
  private let start: Timestamp

  static let key = ScenarioManifest.key
  static let requestsPerSecond = 60.0

  package init(_ scenario: Scenario, router: ScenarioRouter, seed: UInt64) {
    self.scenario = scenario
    self.router = router
    var generator = SeededGenerator(seed: seed, stream: 9)
    report = ScenarioReport(scenario: scenario.name, router: router, seed: seed)
    spec = scenario.spec
    var settings = Self.settings(seed: seed, &generator)
    settings.usesLease = scenario.hasStandby
    // The slower the gateways, the more a careless operator loses.
    if scenario.mustBreach != nil { settings.cluster.gatewayDelay = .seconds(5)...(.seconds(10)) }
    self.generator = generator
    start = settings.start
    upSince = settings.start
    let time = ClockLink()
    let (bench, clock) = (OracleBench(now: { time.timestamp }), FaultClock())
    self.bench = bench
    self.clock = clock
    var observers = bench.observers
    observers.onRequest = { clock.note($0) }
    observers.onWrite = { record in
      bench.observe(record)
      clock.note(record, at: time.timestamp)
    }
    world = OperatorWorld(settings, observers: observers)
    time.connect(world.clock)
  }

  private static func settings(
    seed: UInt64,
    _ generator: inout SeededGenerator
  ) -> WorldSettings {
    var settings = WorldSettings(seed: seed)
    settings.shuffleSeed = seed
    settings.installsTraefik = true
    settings.cluster.drawPaces(using: &generator)
    return settings
  }

  /// The whole life; what goes wrong is in the report.
  package func play() -> ScenarioReport {
    defer { world.stop() }
    do {
      try begin()
      for step in scenario.steps { try carryOut(step) }
      // What is wrong may show only when all is over.
      world.run(for: .seconds(45))
    } catch let failure as Failure {
      report.failure = failure.sentence
    } catch {
      report.failure = "\(error)"
    }
    judge()
    return report
  }

  private func begin() throws {
    try world.installDefinition()
    startOperator()
    world.run(for: .seconds(2))
    for (type, object) in manifest.others { try world.apply(type, object) }
    original = router.foreign.flatMap { objects.get($0.type, $0.key)?.spec }
    try configure("one")
    guard scenario.startsDeployed else { return }
    try world.apply(.physicsAPIs, manifest.object)
    try wait(for: .phase(.steady), atMost: .seconds(600))
    beginTraffic()
    if let sign = scenario.sign {
      clock.watch(for: sign, beside: status.stable?.revision ?? "")
    }
  }

  /// Users come once the service is up; what is lost before the gateways have heard of it is nobody's fault.
  func beginTraffic() {
    send(Self.requestsPerSecond)
    world.run(for: .seconds(45))
    upSince = world.clock.timestamp
    overloadedBefore = traffic.counts.overloaded
  }

  func send(_ requestsPerSecond: Double) {
    var users = TrafficUsers()
    users.entry = router.entry
    users.keptShare = 0.3
    users.connectionLifetime = .seconds(40)
    let source = TrafficSource.constant(requestsPerSecond: requestsPerSecond)
    world.cluster.send(source, to: Self.key, by: users)
  }

  private func judge() {
    let losses = LossOracle(scenario.allowance, since: upSince).breaches(
      in: traffic,
      overloadedBefore: overloadedBefore,
      resourceVersion: world.cluster.server.revision
    )
    report.requests = traffic.counts.sent
    report.lived = world.clock.timestamp - start
    // A phase that may not be written goes on after its deadline.
    report.breaches = bench.breaches.filter { !mayNotTell || $0.law != "I9" } + losses
    guard let law = scenario.mustBreach else { return }
    let isCaught = report.breaches.contains { $0.law == law }
    report.breaches = []
    if !isCaught { report.failure = "the oracle of \(law) did not see what is wrong" }
  }

  func tell(_ words: String) {
    report.timeline.append("\((world.clock.timestamp - start).stopwatch) \(words)")
  }

  func startOperator() {
    world.startOperator()
    if scenario.hasStandby { world.startOperator() }
    bench.operatorStarted()
  }

  func stopOperator() {
    world.killOperator()
    bench.operatorStopped()
  }

  var manifest: ScenarioManifest {
    ScenarioManifest(
      router: router,
      tag: tag,
      edits: (scenario.environment?.edits ?? []) + spec
    )
  }

  /// The resource as it is now, read anew only where it has changed; `nil` while there is none.
  var service: RecordedService? {
    guard let object = objects.get(.physicsAPIs, Self.key) else { return nil }
    if recorded?.uid != object.uid { recorded = RecordedService(object) }
    recorded?.refresh(object)
    return recorded
  }

  var status: PhysicsAPIStatus { service?.status ?? PhysicsAPIStatus() }
  var traffic: TrafficTotals { world.cluster.traffic(of: Self.key) }
  var objects: ObjectAccess { world.cluster.server.objects.acting(as: "kubectl") }
}
