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
      name: "first pods serve already when something newer comes",
      state: first(),
      facts: facts(0) {
        $0.desired = .revision(Scenario.newer)
        $0.traffic.stableLeadsTo = Scenario.new
      },
      end: "steady"
    ),
    Row(
      name: "suspended, and the window is not over",
      state: Scenario.state(.steady),
      facts: facts(0) {
        $0.suspension = Suspension(count: 1, at: Scenario.now - .seconds(299))
      },
      end: "steady"
    ),
    Row(
      name: "suspended, and stable is still sick",
      state: Scenario.state(.steady),
      facts: facts(0) {
        $0.suspension = Suspension(count: 1, at: Scenario.now - .seconds(300))
        $0.baseline = .sick(Scenario.bad)
      },
      end: "steady"
    ),
    Row(
      name: "suspended, then a healthy window",
      state: Scenario.state(.steady),
      facts: facts(0) {
        $0.suspension = Suspension(count: 2, at: Scenario.now - .seconds(300))
      },
      end: "progressing 10 raising"
    ),
    Row(
      name: "suspended too often",
      state: Scenario.state(.steady),
      facts: facts(0) {
        $0.suspension = Suspension(count: 3, at: Scenario.now - .seconds(9_999))
      },
      end: "steady"
    ),
    Row(
      name: "pinned to what served before",
      state: pinned,
      facts: facts(0) { $0.desiredWasPromoted = true },
      end: "progressing 100 raising"
    ),
    Row(
      name: "pinned to what never served",
      state: pinned,
      facts: facts(0),
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

  private static let pinned = RolloutState(
    stable: Scenario.old,
    phase: .steady,
    rejected: [],
    pin: Pin(revision: Scenario.new, over: Scenario.old)
  )

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
      name: "weight written, and the router is still silent",
      state: raised(.zero),
      facts: facts(10) { $0.traffic.acceptedWeight = nil },
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
      facts: late,
      end: "returning"
    ),
    Row(
      name: "never ready, onFailure Pause",
      state: raised(.seconds(300)),
      facts: late,
      end: "paused failed",
      policy: policy { $0.onFailure = .pause }
    ),
    Row(
      name: "too few pods, and none of them is late",
      state: raised(.seconds(300)),
      facts: facts(0) { $0.capacity = .comingUp(ready: 3, needed: 4) },
      end: "paused capacity"
    ),
    Row(
      name: "the load grew, and its pods are starting at the deadline",
      state: raised(.seconds(599)),
      facts: facts(0) { ($0.capacity, $0.startingPods) = (.comingUp(ready: 3, needed: 4), 1) },
      end: "progressing 10 raising"
    ),
    Row(
      name: "pods that are starting for ever",
      state: raised(.seconds(600)),
      facts: facts(0) { ($0.capacity, $0.startingPods) = (.comingUp(ready: 3, needed: 4), 1) },
      end: "paused capacity"
    ),
    Row(
      name: "weight accepted where requests are counted",
      state: raised(.zero),
      facts: facts(10) { $0.traffic.measured = MeasuredShare(canary: 0, total: 0) },
      end: "progressing 10 verifying"
    ),
    Row(
      name: "the route is not there",
      state: raised(.seconds(300), cleared: .seconds(300)),
      facts: facts(0) { $0.traffic.problem = .missing("no route") },
      end: "paused route"
    ),
    Row(
      name: "the route is contested",
      state: raised(.zero),
      facts: facts(0) { $0.traffic.problem = .contested("somebody else writes it") },
      end: "paused route"
    ),
    Row(
      name: "the load needs more than maxReplicas",
      state: raised(.zero),
      facts: facts(0) { $0.capacityBelowDemand = "maxReplicas is 2" },
      end: "paused demand"
    ),
    Row(
      name: "stable is sick",
      state: raised(.seconds(299)),
      facts: facts(0) { $0.baseline = .sick(Scenario.bad) },
      end: "progressing 10 raising"
    ),
    Row(
      name: "stable was not looked at yet",
      state: raised(.seconds(20)),
      facts: facts(0) { $0.baseline = .awaited },
      end: "progressing 10 raising"
    ),
    Row(
      name: "stable is sick for too long",
      state: raised(.seconds(300)),
      facts: facts(0) { $0.baseline = .sick(Scenario.bad) },
      end: "paused stable"
    ),
    Row(
      name: "stable serves nobody for a moment",
      state: raised(.seconds(59)),
      facts: facts(0) { $0.stableReadyPods = 0 },
      end: "progressing 10 raising"
    ),
    Row(
      name: "stable serves nobody",
      state: raised(.seconds(60)),
      facts: facts(0) { $0.stableReadyPods = 0 },
      end: "progressing 100 raising"
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
      name: "pods that took all of their time leave the router all of its own",
      state: raised(.seconds(300)),
      facts: facts(0),
      end: "progressing 10 raising"
    ),
    Row(
      name: "never accepted",
      state: raised(.seconds(600), cleared: .seconds(300)),
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

  private static let late = facts(0) {
    ($0.capacity, $0.latePods) = (.comingUp(ready: 0, needed: 1), 1)
  }

  static let verifying: [Row] = [
    Row(
      name: "the requests agree",
      state: verified(.zero),
      facts: measured(canary: 100, total: 1_000),
      end: "progressing 10"
    ),
    Row(
      name: "too few requests to tell",
      state: verified(.seconds(59)),
      facts: measured(canary: 0, total: 20),
      end: "progressing 10 verifying"
    ),
    Row(
      name: "too few requests for as long as the hold",
      state: verified(.seconds(60)),
      facts: measured(canary: 0, total: 20),
      end: "progressing 10"
    ),
    Row(
      name: "the requests disagree",
      state: verified(.seconds(299)),
      facts: measured(canary: 0, total: 1_000),
      end: "progressing 10 verifying"
    ),
    Row(
      name: "the requests disagree for too long",
      state: verified(.seconds(300)),
      facts: measured(canary: 0, total: 1_000),
      end: "progressing 10"
    ),
    Row(
      name: "bad before the requests agree",
      state: verified(.zero),
      facts: facts(10, { $0.verdict = .fail(Scenario.bad) }),
      end: "returning"
    ),
  ]

  private static func verified(_ ago: Duration) -> RolloutState {
    var canary = Scenario.canary()
    canary.stage = .verifying(acceptedAt: Scenario.now - ago)
    return Scenario.progressing(canary)
  }

  private static func measured(canary: Int, total: Int) -> RolloutFacts {
    facts(10) { $0.traffic.measured = MeasuredShare(canary: canary, total: total) }
  }

  static let holding: [Row] = [
    Row(
      name: "somebody lowered the weight",
      state: held(.zero),
      facts: facts(10) { ($0.traffic.written, $0.traffic.acceptedWeight) = (0, nil) },
      end: "progressing 10 raising"
    ),
    Row(
      name: "hold over, but the router does not stand by the weight",
      state: held(minute),
      facts: facts(10) { $0.traffic.acceptedWeight = nil },
      end: "progressing 10"
    ),
    Row(
      name: "hold long over, and the router still does not",
      state: held(.seconds(360)),
      facts: facts(10) { $0.traffic.acceptedWeight = nil },
      end: "paused traffic"
    ),
    Row(
      name: "unreadable for too long",
      state: held(.seconds(360)),
      facts: facts(10) { $0.desired = .unknown("no ConfigMap") },
      end: "paused unreadable"
    ),
    Row(
      name: "bad, and so is stable",
      state: held(.zero),
      facts: facts(10) { $0.verdict = .baselineSick(Scenario.bad) },
      end: "returning"
    ),
    Row(
      name: "bad, and so is stable, but somebody asked for it",
      state: forced,
      facts: facts(10) { $0.verdict = .baselineSick(Scenario.bad) },
      end: "progressing 10"
    ),
    Row(
      name: "a preview that nobody uses is over",
      state: preview(holdingSince: minute),
      facts: facts(0) { $0.verdict = .notJudged },
      end: "progressing 100 raising",
      policy: blueGreen
    ),
    Row(
      name: "a preview whose pods are sick",
      state: preview(holdingSince: .zero),
      facts: facts(0) { $0.podHealth = Scenario.crash },
      end: "returning",
      policy: blueGreen
    ),
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

  private static let blueGreen = policy {
    $0.steps = [RolloutStep(weight: 0, hold: .time(minute), provision: .full)]
  }

  private static var forced: RolloutState {
    var canary = Scenario.canary()
    canary.isForced = true
    return Scenario.progressing(canary)
  }

  private static func preview(holdingSince ago: Duration) -> RolloutState {
    var canary = Scenario.canary(holdingSince: ago)
    canary.weight = 0
    return Scenario.progressing(canary)
  }

  static let finishing: [Row] = [
    Row(
      name: "sick pods while the old revision is still whole",
      state: Scenario.promotion(.repointing(since: Scenario.now)),
      facts: facts(100) { $0.podHealth = Scenario.crash },
      end: "returning"
    ),
    Row(
      name: "stable Service never leads to the new one",
      state: Scenario.promotion(.repointing(since: Scenario.now - .seconds(300))),
      facts: facts(100),
      end: "paused traffic"
    ),
    Row(
      name: "weight 0 acknowledged, but requests still arrive",
      state: Scenario.retreat(.failed(Scenario.bad), .returning(since: Scenario.now)),
      facts: facts(0) { $0.canaryIsSilent = false },
      end: "returned, not verified"
    ),
    Row(
      name: "requests arrive for ever",
      state: Scenario.retreat(
        .failed(Scenario.bad),
        .verifying(acceptedAt: Scenario.now - .seconds(300))
      ),
      facts: facts(0) { $0.canaryIsSilent = false },
      end: "draining new"
    ),
    Row(
      name: "weight 0 acknowledged, and nothing is measured",
      state: Scenario.retreat(.failed(Scenario.bad), .returning(since: Scenario.now)),
      facts: facts(0),
      end: "draining new"
    ),
    Row(
      name: "no request has arrived so far, but gateways hear late",
      state: Scenario.retreat(
        .failed(Scenario.bad),
        .verifying(acceptedAt: Scenario.now - .seconds(19))
      ),
      facts: facts(0) { $0.canaryIsSilent = true },
      end: "returned, not verified"
    ),
    Row(
      name: "no request arrives any more",
      state: Scenario.retreat(
        .failed(Scenario.bad),
        .verifying(acceptedAt: Scenario.now - .seconds(20))
      ),
      facts: facts(0) { $0.canaryIsSilent = true },
      end: "draining new"
    ),
    Row(
      name: "suspended one drained",
      state: Scenario.retreat(.suspended("x"), .draining(since: Scenario.now - minute)),
      facts: facts(0),
      end: "steady"
    ),
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

  /// - Parameter cleared: for how long nothing but the router has been in the way.
  private static func raised(_ ago: Duration, cleared: Duration? = nil) -> RolloutState {
    var canary = Scenario.canary(raisingSince: ago)
    canary.clearedAt = cleared.map { Scenario.now - $0 }
    return Scenario.progressing(canary)
  }

  private static func held(_ ago: Duration) -> RolloutState {
    Scenario.progressing(Scenario.canary(holdingSince: ago))
  }

  static let rows = idle + raising + verifying + holding + finishing

  @Test("makes of each fact what the table says")
  func table() {
    for row in Self.rows {
      #expect(decide(row.state, row.facts, row.policy).state.place == row.end, "\(row.name)")
    }
  }

  @Test("waits for nothing that is over: a wake-up always lies ahead")
  func wakeUpsLieAhead() {
    for row in Self.rows {
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
      var facts = Scenario.facts(weight: 10, during: cause)
      facts.verdict = .fail(Scenario.bad)
      let end = cause.takesTrafficAway ? "paused \(cause.name)" : "returning"
      #expect(decide(state, facts, policy).state.place == end)
      var quiet = Scenario.facts(weight: 10, during: cause)
      quiet.verdict = .insufficient(requests: 0, needed: 100)
      let waited = decide(state, quiet, policy, at: Scenario.now + .seconds(99_999))
      #expect(waited.state.place == "paused \(cause.name)")
    }
  }

  @Test("that paused because of something that ends by itself goes on when it has ended")
  func pausedUntilItEnds() {
    for cause in [PauseCause.capacityBelowDemand("maxReplicas is 2"), .specUnreadable("x")] {
      let state = Scenario.paused(Scenario.canary(), cause)
      #expect(decide(state, Self.facts(10)).state.place == "progressing 10 raising")
    }
  }

  @Test("that waits says until when: no wait is without an end, and none is forgotten by a pause")
  func waits() {
    for row in Self.rows {
      let decision = decide(row.state, row.facts, row.policy)
      let isResting = ["steady", "rolledBack"].contains(decision.state.place)
      let isPaused = decision.state.place.hasPrefix("paused")
      #expect(isResting || isPaused || !decision.waits.isEmpty, "\(row.name)")
    }
  }

  @Test("that is entered anew after traffic was taken away is judged on what comes from then on")
  func judgedAnew() {
    let failed = Scenario.paused(Scenario.canary(), .analysisFailed(Scenario.bad))
    let asked = Scenario.paused(Scenario.canary(), .request)
    let facts = Self.facts(0) { $0.verb = .resume }
    #expect(decide(failed, facts).state.canary?.judgedSince == Scenario.now)
    #expect(decide(asked, facts).state.canary?.judgedSince == Scenario.canary().startedAt)
    let lost = decide(Self.held(.zero), Self.facts(10) { $0.canaryReadyPods = 0 })
    #expect(lost.state.canary?.judgedSince == Scenario.now)
  }

  @Test("that hears now of one lack, now of another, pauses all the same")
  func flappingLacks() {
    var state = Self.held(Self.minute)
    for second in stride(from: 0, to: 1_830, by: 30) {
      let facts = Self.facts(10) {
        $0.verdict =
          second % 60 == 0 ? .providerDown("x") : .insufficient(requests: 0, needed: 100)
      }
      state = decide(state, facts, at: Scenario.now + .seconds(second)).state
    }
    #expect(state.place == "paused verdict")
  }

  @Test("forgets a pin when the spec moves on, and says so")
  func pinEnds() {
    let facts = Self.facts(0) { $0.pinIsOver = true }
    let decision = decide(Self.pinned, facts)
    #expect(decision.state.pin == nil)
    let pin = Pin(revision: Scenario.new, over: Scenario.old)
    #expect(decision.transitions == [.started(Scenario.new), .unpinned(pin)])
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
