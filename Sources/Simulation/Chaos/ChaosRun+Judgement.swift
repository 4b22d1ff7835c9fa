import APIMachinery
import EmbeddedAPIServer
import JSON
import PhysicsResources
import Time

extension ChaosRun {
  /// The tag of the revision that must be promoted when all faults are over.
  private static let lastTag = "last"
  /// From the last fault to the last revision: relists, back-offs, the end of a rollback.
  private static let calm = Duration.seconds(60)
  /// Drains of what is under way, and a whole rollout with its holds.
  private static let recovery = Duration.seconds(2_700)
  /// Decisions that were dated by a clock an hour ahead bind for that hour.
  private static let recoveryOfClocks = Duration.seconds(4_200)
  /// How soon a person sees that somebody is waited for.
  private static let patience = Duration.seconds(30)
  /// An autoscaler comes down after 5 minutes, a floor outlives its reason by 2 more, and a rollout's by its own drain.
  private static let settling = Duration.seconds(720)
  private static let quiet = Duration.seconds(300)

  /// Ends every fault and rolls out a last good revision; a person is there for what waits for one.
  func recover() throws(ChaosFailure) {
    heal()
    live(for: Self.calm)
    tag = Self.lastTag
    edits.removeAll { $0.path == ["paused"] }
    do { try world.apply(.physicsAPIs, manifest.object) } catch {
      throw ChaosFailure(.rest, "the last revision is refused: \(error)")
    }
    tell("> roll to \(tag)")
    let end =
      world.clock.timestamp + Self.recovery + (hasWrongClock ? Self.recoveryOfClocks : .zero)
    var told = ""
    var pausedFor = Duration.zero
    while !isAtRest {
      guard world.clock.timestamp < end else {
        throw ChaosFailure(
          .rest,
          "not at rest \(world.clock.timestamp - healed) after the last fault: \(present)"
        )
      }
      pausedFor = status.phase == .paused ? pausedFor + .seconds(1) : .zero
      if pausedFor >= Self.patience {
        pausedFor = .zero
        goOn()
      }
      createMissing()
      world.run(for: .seconds(1))
      told = follow(told)
    }
  }

  /// What the message of a pause asks a person for: a stable revision that is sick by itself is mended by the one that comes.
  private func goOn() {
    let isSick = status.pause?.reason == ConditionReason.stableUnhealthy.rawValue
    let verb: RolloutVerb = isSick ? .promote : .resume
    tell("> ask \(verb.word)")
    try? ask(verb)
  }

  private var hasWrongClock: Bool {
    script.acts.contains { if case .moveClock = $0.act { true } else { false } }
  }

  private var healed: Timestamp { excuses.healedAt ?? start }

  private func heal() {
    tell("> heal")
    world.resumeOperators()
    world.setOperatorClock(wrongBy: .zero)
    if revivalAt != nil || world.hasReachedCrash { world.killOperator() }
    revivalAt = nil
    startMissing()
    ends = []
    world.cluster.afflict(Self.key, with: [])
    try? world.cordon(false)
    send(Self.requestsPerSecond)
    excuses.healedAt = world.clock.timestamp
  }

  private func live(for duration: Duration) {
    let end = world.clock.timestamp + duration
    var told = place
    while world.clock.timestamp < end {
      second()
      told = follow(told)
    }
    // From here on nothing keeps anybody away.
    if !isWatched { bench.operatorStarted() }
    isWatched = true
  }

  private var isAtRest: Bool {
    guard let object = objects.get(.physicsAPIs, Self.key) else { return false }
    let status = status
    let isReady = status.conditions.contains {
      $0.type == ConditionType.ready.rawValue && $0.status == .yes
        && $0.observedGeneration == object.generation
    }
    return isReady && status.phase == .steady && status.canary == nil
      && status.observedGeneration == object.generation
      && status.stable?.image.hasSuffix(":\(Self.lastTag)") == true
  }

  /// At rest nothing is written, not even by an operator that has just been started.
  func rest() throws(ChaosFailure) {
    world.run(for: Self.settling)
    try beQuiet("at rest")
    world.killOperator()
    startMissing()
    try beQuiet("after a restart at rest")
    guard isAtRest else { throw ChaosFailure(.rest, "no longer at rest: \(present)") }
  }

  private func beQuiet(_ words: String) throws(ChaosFailure) {
    _ = ledger.takeChildWrites()
    world.run(for: Self.quiet)
    let writes = ledger.takeChildWrites()
    guard let first = writes.first else { return }
    throw ChaosFailure(.writes, "\(writes.count) writes \(words), the first: \(first)")
  }

  /// The children are those of a service to which nothing ever happened.
  func compare() throws(ChaosFailure) {
    let own = ChildPicture(objects, in: Self.key.namespace, stable: status.stable?.revision ?? "")
    let other = try UndisturbedService(manifest, seed: script.seed).picture()
    guard let difference = own.difference(from: other) else { return }
    throw ChaosFailure(.children, difference)
  }

  func judge() {
    report.digest = ledger.digest
    report.writes = ledger.writes
    report.lived = world.clock.timestamp - start
    report.breaches = bench.breaches.filter { !excuses.covers($0) }
    let totals = formerTotals + [traffic]
    report.requests = totals.reduce(0) { $0 + $1.counts.sent }
    report.lost = totals.reduce(0) { $0 + $1.counts.lost }
    judgeLosses(totals)
  }

  private func judgeLosses(_ totals: [TrafficTotals]) {
    let unexplained = totals.flatMap(\.losses).filter { !excuses.covers($0) }
    if let first = unexplained.first {
      let requests = unexplained.reduce(0) { $0 + $1.requests }
      report.failures.append(
        ChaosFailure(
          .loss,
          "\(requests) requests are lost, the first at \((first.at - start).stopwatch) at "
            + "\(first.target): \(first.cause.rawValue)"
        )
      )
    }
    let overloaded = totals.reduce(0) { $0 + $1.counts.overloaded }
    guard overloaded > 0, !excuses.coversOverload else { return }
    report.failures.append(
      ChaosFailure(.loss, "\(overloaded) requests are turned away by pods with too much to do")
    )
  }
}
