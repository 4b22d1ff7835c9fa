import APIMachinery
import EmbeddedAPIServer
import JSON
import PhysicsResources
import Time

/// Plays one script in a world of its own, heals everything, and asks whether the service is as if nothing had been.
///
/// The statement: for every seed there is a time after which the cluster matches the desired state and stays there, while the resource is
/// unchanged and faults have stopped; and on the way there no law of the oracles is broken at any version.
package final class ChaosRun {
  let script: ChaosScript
  let world: OperatorWorld
  let bench: OracleBench
  let ledger = ChaosLedger()
  var generator: SeededGenerator
  var excuses: ChaosExcuses
  var report: ChaosReport
  var edits: [ScenarioManifest.SpecEdit] = []
  var tag = "v1"
  /// What ends by itself, with its time.
  var ends: [(at: Timestamp, act: ChaosAct)] = []
  /// Losses among users that others have replaced since.
  var formerTotals: [TrafficTotals] = []
  /// When the operator that a crash has ended is started again.
  var revivalAt: Timestamp?
  var isWatched = true
  let start: Timestamp
  private var recorded: RecordedService?

  static let key = ScenarioManifest.key
  static let requestsPerSecond = 60
  /// From the start of the world to the first act: the service is up by then, and gateways have heard of it.
  static let opening = Duration.seconds(240)

  package init(_ script: ChaosScript) {
    self.script = script
    var generator = SeededGenerator(seed: script.seed, stream: 11)
    let settings = Self.settings(for: script, &generator)
    self.generator = generator
    start = settings.start
    report = ChaosReport(script)
    excuses = ChaosExcuses(script, start: settings.start + Self.opening)
    let time = ClockLink()
    let bench = OracleBench(now: { time.timestamp })
    self.bench = bench
    var observers = bench.observers
    observers.onWrite = { [ledger] record in
      bench.observe(record)
      ledger.note(record, at: time.timestamp)
    }
    world = OperatorWorld(settings, observers: observers)
    time.connect(world.clock)
  }

  private static func settings(
    for script: ChaosScript,
    _ generator: inout SeededGenerator
  ) -> WorldSettings {
    var settings = WorldSettings(seed: script.seed)
    settings.shuffleSeed = script.seed
    settings.installsTraefik = true
    settings.usesLease = script.operators > 1
    settings.faults = FaultScript(script.acts.flatMap(\.faultRules))
    settings.cluster.drawPaces(using: &generator)
    return settings
  }

  /// The whole life; what goes wrong is in the report.
  package func play() -> ChaosReport {
    defer { world.stop() }
    do throws(ChaosFailure) {
      try begin()
      endure()
      try recover()
      try rest()
      try compare()
    } catch {
      report.failures.append(error)
      tell("\(error)")
    }
    judge()
    return report
  }

  private func begin() throws(ChaosFailure) {
    do {
      try world.installDefinition()
      for _ in 0..<script.operators { world.startOperator() }
      bench.operatorStarted()
      world.run(for: .seconds(2))
      for (type, object) in manifest.others { try world.apply(type, object) }
      try world.apply(.physicsAPIs, manifest.object)
    } catch {
      throw ChaosFailure(.opening, "\(error)")
    }
    let limit = Self.opening - .seconds(60)
    guard world.run(atMost: limit, until: { status.phase == .steady }) else {
      throw ChaosFailure(.opening, "the first revision is not up within \(limit): \(present)")
    }
    send(Self.requestsPerSecond)
    world.run(for: start + Self.opening - world.clock.timestamp)
    // Gateways hear of the first endpoints some seconds after the users came.
    send(Self.requestsPerSecond)
    formerTotals = []
  }

  func send(_ requestsPerSecond: Int) {
    formerTotals.append(traffic)
    var users = TrafficUsers()
    users.entry = script.router.entry
    users.keptShare = 0.3
    users.connectionLifetime = .seconds(40)
    world.cluster.send(
      .constant(requestsPerSecond: Double(requestsPerSecond)),
      to: Self.key,
      by: users
    )
  }

  func tell(_ words: String) {
    report.timeline.append("\((world.clock.timestamp - start).stopwatch) \(words)")
  }

  var manifest: ScenarioManifest {
    ScenarioManifest(router: script.router, tag: tag, edits: edits)
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

  /// Where things stand, with the sentence of the status.
  var present: String { "\(place): \(status.message)" }

  /// Where things stand, in a few words.
  var place: String {
    let status = status
    let canary = status.canary.map { ", canary \($0.revision) \($0.stage?.rawValue ?? "")" } ?? ""
    let pause = status.pause.map { " (\($0.reason))" } ?? ""
    return "\(status.phase?.rawValue ?? "no phase")\(pause)\(canary)"
  }
}
