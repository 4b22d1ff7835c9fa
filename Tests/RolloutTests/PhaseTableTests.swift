import Rollout
import Testing
import Time

@Suite("A phase")
struct PhaseTableTests {
  private static let minute = Duration.seconds(60)

  struct Row: Sendable {
    let name: String
    let state: RolloutState
    let facts: RolloutFacts
    let end: String
    var policy = Scenario.policy
  }

  private static func facts(
    _ weight: Int,
    _ change: (inout RolloutFacts) -> Void = { _ in }
  ) -> RolloutFacts {
    var facts = Scenario.facts(weight: weight)
    change(&facts)
    return facts
  }

  private static func policy(_ change: (inout RolloutPolicy) -> Void) -> RolloutPolicy {
    var policy = Scenario.policy
    change(&policy)
    return policy
  }

  private static func first(since: Duration = .zero) -> RolloutState {
    RolloutState(
      stable: nil,
      phase: .initializing(candidate: Scenario.new, since: Scenario.now - since),
      rejected: []
    )
  }

  static let idle: [Row] = [
    Row(
      name: "first pods come up",
      state: first(),
      facts: facts(0) { $0.capacity = .comingUp(ready: 0, needed: 3) },
      end: "initializing"
    ),
    Row(
      name: "first pods find no room",
      state: first(),
      facts: facts(0) { $0.capacity = .noRoom("no node") },
      end: "initializing"
    ),
    Row(name: "first pods are ready", state: first(), facts: facts(0), end: "steady"),
    Row(
      name: "bad initial, then good",
      state: first(),
      facts: facts(0) { $0.desired = .revision(Scenario.newer) },
      end: "initializing"
    ),
    Row(
      name: "nothing new",
      state: Scenario.state(.steady),
      facts: facts(0) { $0.desired = .revision(Scenario.old) },
      end: "steady"
    ),
    Row(
      name: "something new",
      state: Scenario.state(.steady),
      facts: facts(0),
      end: "progressing 10 raising"
    ),
    Row(
      name: "new but unreadable",
      state: Scenario.state(.steady),
      facts: facts(0) { $0.desired = .unknown("no ConfigMap") },
      end: "steady"
    ),
    Row(
      name: "new but paused",
      state: Scenario.state(.steady),
      facts: facts(0),
      end: "steady",
      policy: policy { $0.isPaused = true }
    ),
    Row(
      name: "new but rejected",
      state: Scenario.state(.steady, rejected: [Scenario.rejection]),
      facts: facts(0),
      end: "steady"
    ),
    Row(
      name: "rolled back, spec unchanged",
      state: Scenario.state(.rolledBack(Scenario.rejection), rejected: [Scenario.rejection]),
      facts: facts(0),
      end: "rolledBack"
    ),
    Row(
      name: "rolled back, spec is stable again",
      state: Scenario.state(.rolledBack(Scenario.rejection), rejected: [Scenario.rejection]),
      facts: facts(0) { $0.desired = .revision(Scenario.old) },
      end: "steady"
    ),
    Row(
      name: "rolled back, then a newer one",
      state: Scenario.state(.rolledBack(Scenario.rejection), rejected: [Scenario.rejection]),
      facts: facts(0) { $0.desired = .revision(Scenario.newer) },
      end: "progressing 10 raising"
    ),
    Row(
      name: "no steps at all",
      state: Scenario.state(.steady),
      facts: facts(0),
      end: "progressing 100 raising",
      policy: policy { $0.steps = [] }
    ),
  ]

  static let raising: [Row] = [
    Row(
      name: "pods come up",
      state: raised(.zero),
      facts: facts(0) { $0.capacity = .comingUp(ready: 0, needed: 1) },
      end: "progressing 10 raising"
    ),
    Row(
      name: "weight on its way",
      state: raised(.zero),
      facts: facts(0) { $0.traffic.acceptedWeight = nil },
      end: "progressing 10 raising"
    ),
    Row(
      name: "another weight in force",
      state: raised(.zero),
      facts: facts(0),
      end: "progressing 10 raising"
    ),
    Row(name: "weight accepted", state: raised(.zero), facts: facts(10), end: "progressing 10"),
    Row(
      name: "weight accepted at the last moment",
      state: raised(.seconds(300)),
      facts: facts(10),
      end: "progressing 10"
    ),
    Row(
      name: "never ready",
      state: raised(.seconds(300)),
      facts: facts(0) { $0.capacity = .comingUp(ready: 0, needed: 1) },
      end: "returning"
    ),
    Row(
      name: "never ready, onFailure Pause",
      state: raised(.seconds(300)),
      facts: facts(0) { $0.capacity = .comingUp(ready: 0, needed: 1) },
      end: "paused failed",
      policy: policy { $0.onFailure = .pause }
    ),
    Row(
      name: "no room",
      state: raised(.seconds(299)),
      facts: facts(0) { $0.capacity = .noRoom("no node") },
      end: "progressing 10 raising"
    ),
    Row(
      name: "no room for too long",
      state: raised(.seconds(300)),
      facts: facts(0) { $0.capacity = .noRoom("no node") },
      end: "paused capacity"
    ),
    Row(
      name: "never accepted",
      state: raised(.seconds(300)),
      facts: facts(0),
      end: "paused traffic"
    ),
    Row(
      name: "sick pods",
      state: raised(.zero),
      facts: facts(0) { $0.podHealth = Scenario.crash },
      end: "returning"
    ),
    Row(
      name: "spec.paused",
      state: raised(.zero),
      facts: facts(0),
      end: "paused spec",
      policy: policy { $0.isPaused = true }
    ),
  ]

  static let holding: [Row] = [
    Row(name: "hold lasts", state: held(.seconds(59)), facts: facts(10), end: "progressing 10"),
    Row(name: "hold over", state: held(minute), facts: facts(10), end: "progressing 50 raising"),
    Row(
      name: "hold over, too few requests",
      state: held(minute),
      facts: facts(10) { $0.verdict = .insufficient(requests: 3, needed: 100) },
      end: "progressing 10"
    ),
    Row(
      name: "hold over, no metrics",
      state: held(minute),
      facts: facts(10) { $0.verdict = .providerDown("refused") },
      end: "progressing 10"
    ),
    Row(
      name: "hold over, not judged",
      state: held(minute),
      facts: facts(10) { $0.verdict = .notJudged },
      end: "progressing 10"
    ),
    Row(
      name: "bad",
      state: held(.zero),
      facts: facts(10) { $0.verdict = .fail(Scenario.bad) },
      end: "returning"
    ),
    Row(
      name: "bad, onFailure Pause",
      state: held(.zero),
      facts: facts(10) { $0.verdict = .fail(Scenario.bad) },
      end: "paused failed",
      policy: policy { $0.onFailure = .pause }
    ),
    Row(
      name: "bad within the limit",
      state: held(minute),
      facts: facts(10) { $0.verdict = .fail(Scenario.bad) },
      end: "progressing 10",
      policy: policy { $0.analysis.failureLimit = 1 }
    ),
    Row(
      name: "sick pods",
      state: held(.zero),
      facts: facts(10) { $0.podHealth = Scenario.crash },
      end: "returning"
    ),
    Row(
      name: "superseded",
      state: held(.zero),
      facts: facts(10) { $0.desired = .revision(Scenario.newer) },
      end: "returning"
    ),
    Row(
      name: "reverted",
      state: held(.zero),
      facts: facts(10) { $0.desired = .revision(Scenario.old) },
      end: "returning"
    ),
    Row(
      name: "unreadable",
      state: held(minute),
      facts: facts(10) { $0.desired = .unknown("no ConfigMap") },
      end: "progressing 10"
    ),
    Row(
      name: "spec.paused beats the end of the hold",
      state: held(minute),
      facts: facts(10),
      end: "paused spec",
      policy: policy { $0.isPaused = true }
    ),
    Row(
      name: "manual",
      state: held(minute),
      facts: facts(10),
      end: "paused manual",
      policy: policy { $0.steps[0] = RolloutStep(weight: 10, hold: .manual) }
    ),
    Row(
      name: "canary lost its pods",
      state: held(.zero),
      facts: facts(10) { $0.canaryReadyPods = 0 },
      end: "progressing 10 raising"
    ),
    Row(
      name: "both lost their pods",
      state: held(.zero),
      facts: facts(10) { ($0.canaryReadyPods, $0.stableReadyPods) = (0, 0) },
      end: "progressing 10"
    ),
    Row(
      name: "last step over",
      state: Scenario.progressing(Scenario.canary(.step(1), holdingSince: minute)),
      facts: facts(50),
      end: "progressing 100 raising"
    ),
    Row(
      name: "bake lasts",
      state: Scenario.progressing(Scenario.canary(.full, holdingSince: .seconds(119))),
      facts: facts(100),
      end: "progressing 100"
    ),
    Row(
      name: "bake over",
      state: Scenario.progressing(Scenario.canary(.full, holdingSince: .seconds(120))),
      facts: facts(100),
      end: "repointing"
    ),
    Row(
      name: "bake over, somebody changed the route",
      state: Scenario.progressing(Scenario.canary(.full, holdingSince: .seconds(120))),
      facts: facts(40),
      end: "progressing 100 raising"
    ),
  ]

  static let finishing: [Row] = [
    Row(
      name: "stable Service leads to the old one",
      state: Scenario.promotion(.repointing(since: Scenario.now)),
      facts: facts(100),
      end: "repointing"
    ),
    Row(
      name: "stable Service leads to the new one",
      state: Scenario.promotion(.repointing(since: Scenario.now)),
      facts: facts(100) { $0.traffic.stableLeadsTo = Scenario.new },
      end: "shifting"
    ),
    Row(
      name: "weight not back yet",
      state: Scenario.promotion(.shifting(since: Scenario.now)),
      facts: facts(100),
      end: "shifting"
    ),
    Row(
      name: "weight back",
      state: Scenario.promotion(.shifting(since: Scenario.now)),
      facts: facts(0),
      end: "draining old"
    ),
    Row(
      name: "old one drains",
      state: Scenario.promotion(.draining(since: Scenario.now - .seconds(59))),
      facts: facts(0),
      end: "draining old"
    ),
    Row(
      name: "old one drained",
      state: Scenario.promotion(.draining(since: Scenario.now - minute)),
      facts: facts(0),
      end: "steady"
    ),
    Row(
      name: "weight 0 not acknowledged",
      state: Scenario.retreat(
        .failed(Scenario.bad),
        .returning(since: Scenario.now - .seconds(9_999))
      ),
      facts: facts(0) { $0.traffic.acceptedWeight = nil },
      end: "returning"
    ),
    Row(
      name: "weight 0 acknowledged",
      state: Scenario.retreat(.failed(Scenario.bad), .returning(since: Scenario.now)),
      facts: facts(0),
      end: "draining new"
    ),
    Row(
      name: "new one drains",
      state: Scenario.retreat(.failed(Scenario.bad), .draining(since: Scenario.now - .seconds(59))),
      facts: facts(0),
      end: "draining new"
    ),
    Row(
      name: "failed one drained",
      state: Scenario.retreat(.failed(Scenario.bad), .draining(since: Scenario.now - minute)),
      facts: facts(0),
      end: "rolledBack"
    ),
    Row(
      name: "superseded one drained",
      state: Scenario.retreat(.superseded, .draining(since: Scenario.now - minute)),
      facts: facts(0),
      end: "steady"
    ),
    Row(
      name: "reverted one drained",
      state: Scenario.retreat(.reverted, .draining(since: Scenario.now - minute)),
      facts: facts(0),
      end: "steady"
    ),
  ]

  private static func raised(_ ago: Duration) -> RolloutState {
    Scenario.progressing(Scenario.canary(raisingSince: ago))
  }

  private static func held(_ ago: Duration) -> RolloutState {
    Scenario.progressing(Scenario.canary(holdingSince: ago))
  }

  @Test("makes of each fact what the table says")
  func table() {
    for row in Self.idle + Self.raising + Self.holding + Self.finishing {
      #expect(decide(row.state, row.facts, row.policy).state.place == row.end, "\(row.name)")
    }
  }

  @Test("waits for nothing that is over: a wake-up always lies ahead")
  func wakeUpsLieAhead() {
    for row in Self.idle + Self.raising + Self.holding + Self.finishing {
      let wakeAt = decide(row.state, row.facts, row.policy).wakeAt
      #expect(wakeAt.map { $0 > Scenario.now } ?? true, "\(row.name)")
    }
    let stuck = decide(
      Self.first(since: .seconds(9_999)),
      Self.facts(0) { $0.capacity = .comingUp(ready: 0, needed: 3) }
    )
    #expect(stuck.wakeAt == nil)
  }

  @Test("that paused goes on judging while the canary has traffic, and only then")
  func pausedIsJudged() {
    for cause in Scenario.causes {
      var policy = Scenario.policy
      policy.isPaused = cause == .spec
      if cause == .manualHold { policy.steps[0] = RolloutStep(weight: 10, hold: .manual) }
      let state = Scenario.paused(Scenario.canary(), cause)
      let facts = Self.facts(10) { $0.verdict = .fail(Scenario.bad) }
      let end = cause.takesTrafficAway ? "paused \(cause.name)" : "returning"
      #expect(decide(state, facts, policy).state.place == end)
      let quiet = Self.facts(10) { $0.verdict = .insufficient(requests: 0, needed: 100) }
      let waited = decide(state, quiet, policy, at: Scenario.now + .seconds(99_999))
      #expect(waited.state.place == "paused \(cause.name)")
    }
  }

  @Test("that paused for a failure keeps its first finding while pods go on failing")
  func pausedKeepsItsFinding() {
    var policy = Scenario.policy
    policy.onFailure = .pause
    let state = Scenario.paused(Scenario.canary(), .analysisFailed(Scenario.bad))
    let decision = decide(state, Self.facts(0) { $0.podHealth = Scenario.crash }, policy)
    #expect(decision.state == state)
    #expect(decision.transitions.isEmpty)
  }

  @Test("that paused by the spec goes on by itself, with its deadline counted anew")
  func unpausedBySpec() {
    let canary = Scenario.canary(raisingSince: .seconds(99_999))
    let decision = decide(Scenario.paused(canary, .spec), Self.facts(0))
    #expect(decision.state.canary?.stage == .raising(since: Scenario.now))
    #expect(decision.transitions == [.resumed(Scenario.new)])
    #expect(decide(decision.state, Self.facts(0)).state.place == "progressing 10 raising")
  }

  @Test("that paused at a manual hold goes on when the step is no longer manual")
  func manualHoldEdited() {
    let decision = decide(Scenario.paused(Scenario.canary(), .manualHold), Self.facts(10))
    #expect(decision.state.place == "progressing 10 raising")
  }
}
