import Rollout
import Testing
import Time

/// Steele, Lea and Flood's SplitMix64: the same walk on every machine.
struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  mutating func roll(_ sides: Int) -> Int { Int.random(in: 0..<sides, using: &self) }

  mutating func pick<Element>(_ elements: [Element], else fallback: Element) -> Element {
    elements.randomElement(using: &self) ?? fallback
  }
}

@Suite("Over thousands of random walks, a rollout")
struct RandomWalkTests {
  private static let revisions = ["a", "b", "c"].map { RevisionID($0) }
  private static let stable = RevisionID("a")

  struct Walk {
    var generator: SeededGenerator
    var state: RolloutState
    var policy: RolloutPolicy
    var facts: RolloutFacts
    var now = Scenario.now
    var faults: [String] = []
    /// What the history says of suspended revisions.
    var suspensions: [RevisionID: Suspension] = [:]

    mutating func remember(_ decision: RolloutDecision) {
      for case .withdrawn(let revision, .suspended) in decision.transitions {
        let count = (suspensions[revision]?.count ?? 0) + 1
        suspensions[revision] = Suspension(count: count, at: now)
      }
      guard case .revision(let desired) = facts.desired else { return }
      facts.suspension = suspensions[desired]
    }
  }

  @Test("keeps its promises", arguments: 0..<8)
  func walks(batch: Int) {
    for number in 0..<250 {
      let seed = UInt64(batch * 250 + number)
      var walk = Self.start(seed)
      for _ in 0..<80 where walk.faults.isEmpty { Self.step(&walk) }
      if walk.faults.isEmpty { Self.settle(&walk) }
      for fault in walk.faults { Issue.record("seed \(seed): \(fault)") }
    }
  }

  private static func start(_ seed: UInt64) -> Walk {
    var generator = SeededGenerator(state: seed)
    var policy = Scenario.policy
    policy.analysis.failureLimit = generator.roll(3)
    policy.onFailure = generator.roll(4) == 0 ? .pause : .rollBack
    policy.analysis.onInsufficient = generator.pick([.pause, .proceed, .rollBack], else: .pause)
    if generator.roll(4) == 0 { policy.steps[0] = RolloutStep(weight: 10, hold: .manual) }
    let first = RolloutPhase.initializing(candidate: stable, since: Scenario.now)
    return Walk(
      generator: generator,
      state: RolloutState(stable: nil, phase: first, rejected: []),
      policy: policy,
      facts: Scenario.facts(weight: 0)
    )
  }

  private static func step(_ walk: inout Walk) {
    walk.now = walk.now + .seconds(walk.generator.roll(120))
    change(&walk)
    let before = walk.state
    let decision = decide(before, walk.facts, walk.policy, at: walk.now)
    check(decision, before, &walk)
    walk.state = decision.state
    walk.remember(decision)
    let verb = walk.facts.verb
    walk.facts.verb = nil
    if decision.transitions.isEmpty, verb == nil {
      let again = decide(walk.state, walk.facts, walk.policy, at: walk.now)
      if again.state != walk.state && again.transitions.isEmpty
        && again.state.place == walk.state.place && before.place == walk.state.place
      {
        walk.faults.append("a second pass over the same facts changed \(walk.state.place)")
      }
    }
  }

  /// Facts as a cluster could show them: endpoints and capacity agree with each other.
  private static func change(_ walk: inout Walk) {
    var facts = walk.facts
    if walk.generator.roll(12) == 0 {
      facts.desired = .revision(walk.generator.pick(revisions, else: stable))
    }
    if walk.generator.roll(40) == 0 { facts.desired = .unknown("no ConfigMap") }
    facts.canaryReadyPods = walk.generator.roll(8) == 0 ? 0 : 3
    facts.stableReadyPods = walk.generator.roll(20) == 0 ? 0 : 3
    facts.capacity =
      facts.canaryReadyPods == 0 || walk.generator.roll(6) == 0
      ? walk.generator.pick([.comingUp(ready: 0, needed: 3), .noRoom("no node")], else: .enough)
      : .enough
    let intent = TrafficIntent(walk.state.phase, under: walk.policy).canaryWeight
    facts.traffic.acceptedWeight = walk.generator.roll(4) == 0 ? nil : intent
    facts.traffic.written = walk.generator.roll(12) == 0 ? 0 : intent
    facts.traffic.measured =
      walk.generator.roll(2) == 0
      ? nil : MeasuredShare(canary: walk.generator.roll(100), total: 100)
    facts.traffic.problem = walk.generator.roll(20) == 0 ? .contested("x") : nil
    facts.capacityBelowDemand = walk.generator.roll(20) == 0 ? "maxReplicas is 2" : nil
    facts.baseline = walk.generator.pick([.healthy, .unknown, .sick(Scenario.bad)], else: .healthy)
    facts.latePods = walk.generator.roll(3)
    facts.startingPods = walk.generator.roll(3)
    facts.canaryIsSilent = walk.generator.pick([true, false, nil], else: nil)
    facts.undo = .pin(Pin(revision: walk.generator.pick(revisions, else: stable), over: stable))
    facts.pinIsOver = walk.generator.roll(10) == 0
    facts.traffic.stableLeadsTo = walk.generator.pick(revisions, else: stable)
    facts.verdict = walk.generator.pick(
      [
        .pass(Scenario.share), .pass(Scenario.share), .pass(Scenario.share), .notJudged,
        .insufficient(requests: 1, needed: 100), .providerDown("x"), .fail(Scenario.bad),
        .baselineSick(Scenario.bad),
      ],
      else: .notJudged
    )
    facts.podHealth = walk.generator.roll(30) == 0 ? Scenario.crash : nil
    facts.verb =
      walk.generator.roll(10) == 0
      ? RolloutVerb.allCases.randomElement(using: &walk.generator) : nil
    if walk.generator.roll(15) == 0 { walk.policy.isPaused.toggle() }
    if walk.generator.roll(25) == 0 {
      let weights = walk.generator.pick([[10, 50], [5, 20, 60], [30], []], else: [])
      walk.policy.steps = weights.map { RolloutStep(weight: $0, hold: .time(.seconds(60))) }
    }
    walk.facts = facts
  }

  private static func check(_ decision: RolloutDecision, _ before: RolloutState, _ walk: inout Walk)
  {
    let after = decision.state
    if let wakeAt = decision.wakeAt, wakeAt <= walk.now {
      walk.faults.append("\(after.place) wakes in the past")
    }
    let isResting = ["steady", "rolledBack"].contains(after.place)
    // A manual hold is a pause from the next pass on.
    let isManual = after.canary.map { walk.policy.hold(at: $0.stop) == .manual } ?? false
    if !isResting, !isManual, !after.place.hasPrefix("paused"), decision.waits.isEmpty {
      walk.faults.append("\(after.place) waits without an end")
    }
    if case .progressing(let canary) = after.phase, canary.isHolding,
      TrafficIntent(after.phase, under: walk.policy).mayRaise
    {
      walk.faults.append("\(after.place) may raise")
    }
    let word = walk.facts.verb
    if before.place.hasPrefix("paused"), after.place.hasPrefix("paused") {
      let intent = TrafficIntent(after.phase, under: walk.policy)
      if intent.mayRaise { walk.faults.append("\(after.place) may raise") }
    }
    if let canary = after.canary, before.hasRejected(canary.revision), word != .retry {
      walk.faults.append("rejected \(canary.revision) started without retry")
    }
    if walk.policy.isPaused, after.place.hasPrefix("progressing"), word == nil,
      after.canary?.weight ?? 0 > before.canary?.weight ?? 0
    {
      walk.faults.append("spec.paused, but \(before.place) became \(after.place)")
    }
    checkPromotion(after, before, &walk)
  }

  private static func checkPromotion(
    _ after: RolloutState,
    _ before: RolloutState,
    _ walk: inout Walk
  ) {
    if after.place == "repointing", before.place != "repointing" {
      let proceeds = walk.policy.analysis.onInsufficient == .proceed
      let isEarned = walk.facts.verdict.isPass || walk.facts.verb != nil || proceeds
      if !isEarned { walk.faults.append("promoted on \(walk.facts.verdict)") }
      if walk.facts.traffic.acceptedWeight != 100 { walk.faults.append("promoted without 100 %") }
      if before.canary?.isHolding != true { walk.faults.append("promoted while raising") }
    }
    if after.stable != before.stable, before.stable != nil {
      guard case .promoting(let promotion) = before.phase, promotion.revision == after.stable else {
        walk.faults.append("stable became \(String(describing: after.stable)) from \(before.place)")
        return
      }
    }
  }

  /// With facts that stay as they are, some finite time ends every wait.
  private static func settle(_ walk: inout Walk) {
    walk.facts.verb = nil
    walk.policy.isPaused = false
    for _ in 0..<60 {
      let intent = TrafficIntent(walk.state.phase, under: walk.policy).canaryWeight
      walk.facts.traffic.acceptedWeight = intent
      walk.facts.traffic.written = intent
      if case .promoting(let promotion) = walk.state.phase {
        walk.facts.traffic.stableLeadsTo = promotion.revision
      }
      let decision = decide(walk.state, walk.facts, walk.policy, at: walk.now)
      walk.state = decision.state
      walk.remember(decision)
      walk.now = walk.now + .seconds(1_800)
    }
    let place = walk.state.place
    let isAtRest =
      ["steady", "rolledBack", "initializing"].contains(place) || place.hasPrefix("paused")
    // Within the failure limit a canary that fails for ever is counted out, so nothing else may be left.
    if !isAtRest {
      walk.faults.append("never came to rest from \(place) with \(walk.facts)")
    }
  }
}

extension Verdict {
  var isPass: Bool {
    if case .pass = self { true } else { false }
  }
}
