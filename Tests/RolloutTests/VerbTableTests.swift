import Rollout
import Testing
import Time

@Suite("A verb")
struct VerbTableTests {
  /// The whole table: what a verb makes of a phase; `-` is no use, answered by an event.
  static let table: [(name: String, state: RolloutState, ends: [RolloutVerb: String])] =
    [
      ("initializing", initializing, [:]),
      ("steady", Scenario.state(.steady, rejected: []), [:]),
      (
        "steady on a rejected revision",
        Scenario.state(.steady, rejected: [Scenario.rejection]), [.retry: "progressing 10 raising"]
      ),
      (
        "rolled back",
        Scenario.state(.rolledBack(Scenario.rejection), rejected: [Scenario.rejection]),
        [.retry: "progressing 10 raising"]
      ),
      (
        "raising", Scenario.progressing(Scenario.canary(raisingSince: .zero)),
        [
          .promote: "progressing 50 raising", .promoteFull: "progressing 100 raising",
          .pause: "paused request", .abort: "returning",
        ]
      ),
      (
        "holding", Scenario.progressing(Scenario.canary()),
        [
          .promote: "progressing 50 raising", .promoteFull: "progressing 100 raising",
          .pause: "paused request", .abort: "returning",
        ]
      ),
      (
        "baking", Scenario.progressing(Scenario.canary(.full)),
        [
          .promote: "repointing", .promoteFull: "progressing 100 raising",
          .pause: "paused request", .abort: "returning",
        ]
      ),
      (
        "on the way to 100 %", Scenario.progressing(Scenario.canary(.full, raisingSince: .zero)),
        [
          .promote: "progressing 100 raising", .promoteFull: "progressing 100 raising",
          .pause: "paused request", .abort: "returning",
        ]
      ),
      (
        "repointing", Scenario.promotion(.repointing(since: Scenario.now)),
        [.abort: "returning"]
      ),
      ("shifting", Scenario.promotion(.shifting(since: Scenario.now)), [:]),
      ("draining old", Scenario.promotion(.draining(since: Scenario.now)), [:]),
      ("returning", Scenario.retreat(.superseded, .returning(since: Scenario.now)), [:]),
      ("draining new", Scenario.retreat(.reverted, .draining(since: Scenario.now)), [:]),
    ] + Scenario.causes.map { ("paused \($0.name)", atStep($0), ends(after: $0)) }
    + Scenario.causes.map { ("paused \($0.name) at 100 %", atFull($0), endsAtFull(after: $0)) }

  private static let initializing = RolloutState(
    stable: nil,
    phase: .initializing(candidate: Scenario.new, since: Scenario.now),
    rejected: []
  )

  private static func atStep(_ cause: PauseCause) -> RolloutState {
    Scenario.paused(Scenario.canary(), cause)
  }

  private static func atFull(_ cause: PauseCause) -> RolloutState {
    Scenario.paused(Scenario.canary(.full), cause)
  }

  private static func ends(after cause: PauseCause) -> [RolloutVerb: String] {
    var ends: [RolloutVerb: String] = [
      .promote: cause.takesTrafficAway ? "progressing 10 raising" : "progressing 50 raising",
      .promoteFull: "progressing 100 raising", .abort: "returning",
    ]
    ends[.resume] = cause == .manualHold ? "progressing 50 raising" : "progressing 10 raising"
    if cause == .spec { (ends[.resume], ends[.pause]) = (nil, "paused request") }
    return ends
  }

  private static func endsAtFull(after cause: PauseCause) -> [RolloutVerb: String] {
    var ends = ends(after: cause)
    ends[.promote] = cause.takesTrafficAway ? "progressing 100 raising" : "repointing"
    if cause != .spec { ends[.resume] = "progressing 100 raising" }
    if cause == .manualHold { ends[.resume] = "repointing" }
    return ends
  }

  @Test("does in each phase what the table says, and is answered where it has no use")
  func table() {
    for row in Self.table {
      for verb in RolloutVerb.allCases {
        var policy = Scenario.policy
        policy.isPaused = row.name.hasPrefix("paused spec")
        var facts = Scenario.facts(weight: row.state.canary?.weight ?? 0)
        if case .paused(let canary, let cause) = row.state.phase {
          facts = Scenario.facts(weight: canary.weight, during: cause)
        }
        facts.undo = .pin(Pin(revision: Scenario.old, over: Scenario.new))
        facts.verb = nil
        let without = decide(row.state, facts, policy)
        facts.verb = verb
        let decision = decide(row.state, facts, policy)
        let ignored = decision.transitions.count(where: \.isIgnored)
        if verb == .undo, Self.mayUndo(row.state) {
          // It moves nothing by itself: what is desired is another revision from the next pass on.
          #expect(decision.state.place == row.state.place, "undo while \(row.name)")
          #expect(decision.state.pin?.revision == Scenario.old, "undo while \(row.name)")
          #expect(ignored == 0, "undo while \(row.name)")
        } else if let end = row.ends[verb] {
          #expect(decision.state.place == end, "\(verb.rawValue) while \(row.name)")
          #expect(ignored == 0, "\(verb.rawValue) while \(row.name)")
        } else {
          #expect(decision.state == without.state, "\(verb.rawValue) while \(row.name)")
          #expect(ignored == 1, "\(verb.rawValue) while \(row.name)")
        }
      }
    }
  }

  private static func mayUndo(_ state: RolloutState) -> Bool {
    switch state.phase {
    case .steady, .rolledBack, .progressing, .paused: true
    case .initializing, .promoting, .rollingBack: false
    }
  }

  @Test("that has no use is answered with why")
  func answer() {
    var facts = Scenario.facts(weight: 0)
    facts.desired = .revision(Scenario.old)
    facts.verb = .abort
    let decision = decide(Scenario.state(.steady), facts)
    #expect(
      decision.transitions == [
        .ignored(.abort, "no rollout is in flight")
      ]
    )
  }

  @Test("abort beats a pass, a pause and a hold that ends in the same pass")
  func abortWins() {
    var facts = Scenario.facts(weight: 100)
    facts.verb = .abort
    let canary = Scenario.canary(.full, holdingSince: .seconds(500))
    let cause = Retreat.Cause.failed(Finding(.aborted, "somebody asked for an abort"))
    for state in [Scenario.progressing(canary), Scenario.paused(canary, .request)] {
      #expect(decide(state, facts).transitions == [.retreatBegan(Scenario.new, cause)])
    }
  }

  @Test("sick pods beat promote: there is no way back from a promotion")
  func sickPodsBeatPromote() {
    var facts = Scenario.facts(weight: 100)
    facts.verb = .promote
    facts.podHealth = Scenario.crash
    for cause in Scenario.causes where cause != .analysisFailed(Scenario.bad) {
      let state = Scenario.paused(Scenario.canary(.full), cause)
      #expect(decide(state, facts).state.place == "returning")
    }
    #expect(decide(Scenario.progressing(Scenario.canary(.full)), facts).state.place == "returning")
  }

  @Test("retry under spec.paused forgives the revision and starts it once the spec allows")
  func retryWhilePaused() {
    var policy = Scenario.policy
    policy.isPaused = true
    var facts = Scenario.facts(weight: 0)
    facts.verb = .retry
    let rolledBack = RolloutPhase.rolledBack(Scenario.rejection)
    let first = decide(Scenario.state(rolledBack, rejected: [Scenario.rejection]), facts, policy)
    #expect(first.state == Scenario.state(.steady))
    facts.verb = nil
    #expect(decide(first.state, facts, policy).state == first.state)
    #expect(decide(first.state, facts).state.place == "progressing 10 raising")
  }
}

extension Transition {
  var isIgnored: Bool {
    if case .ignored = self { true } else { false }
  }
}
