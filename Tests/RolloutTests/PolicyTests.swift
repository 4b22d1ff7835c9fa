import Rollout
import Testing
import Time

@Suite("A policy")
struct PolicyTests {
  private static let policy = Scenario.policy

  @Test(
    "has its steps and a last stop of 100 %",
    arguments: [
      (Canary.Stop.step(0), 10, Canary.Stop?.some(.step(1))), (.step(1), 50, .full),
      (.full, 100, nil), (.step(7), 100, .full),
    ]
  )
  func stops(stop: Canary.Stop, weight: Int, next: Canary.Stop?) {
    #expect(Self.policy.weight(at: stop) == weight)
    #expect(Self.policy.stop(after: stop) == next)
  }

  @Test("holds each stop as long as it says, the last one for the bake")
  func holds() {
    #expect(Self.policy.hold(at: .step(1)) == .time(.seconds(60)))
    #expect(Self.policy.hold(at: .full) == .time(.seconds(120)))
  }

  @Test(
    "finds its place again after an edit of the steps: at the first stop with the present weight",
    arguments: [
      ([5, 10, 20], "progressing 10"), ([5, 20], "progressing 20 raising"),
      ([5], "progressing 100 raising"), ([], "progressing 100 raising"),
      ([10], "progressing 10"),
    ]
  )
  func edited(weights: [Int], place: String) {
    var policy = Self.policy
    policy.steps = weights.map { RolloutStep(weight: $0, hold: .time(.seconds(60))) }
    let decision = decide(
      Scenario.progressing(Scenario.canary()),
      Scenario.facts(weight: 10),
      policy
    )
    let again = decide(decision.state, Scenario.facts(weight: 10), policy)
    #expect(again.state.place == place)
  }

  @Test("tolerates as many failed checks in a step as it says, one per interval")
  func failureLimit() {
    var policy = Self.policy
    policy.analysis.failureLimit = 2
    var state = Scenario.progressing(Scenario.canary())
    let facts = Scenario.facts(weight: 10, verdict: .fail(Scenario.bad))
    let places = [0, 10, 20, 30, 40, 59, 60].map { second -> String in
      state = decide(state, facts, policy, at: Scenario.now + .seconds(second)).state
      return "\(second): \(state.canary.map { String($0.record.failures) } ?? state.place)"
    }
    #expect(places == ["0: 1", "10: 1", "20: 1", "30: 2", "40: 2", "59: 2", "60: returning"])
  }

  @Test("forgets failures at the next step")
  func failuresForgotten() {
    let record = AnalysisRecord(failures: 1, lastCheckAt: Scenario.now)
    let canary = Scenario.canary(holdingSince: .seconds(60), record: record)
    let decision = decide(Scenario.progressing(canary), Scenario.facts(weight: 10))
    #expect(decision.state.canary?.record == AnalysisRecord())
  }

  @Test(
    "ends the wait for requests as onInsufficient says, at insufficientTimeout and not before",
    arguments: [
      (AnalysisPolicy.InsufficientPolicy.pause, 599, "progressing 10"),
      (.pause, 600, "paused insufficient"), (.proceed, 599, "progressing 10"),
      (.proceed, 600, "progressing 50 raising"), (.rollBack, 599, "progressing 10"),
      (.rollBack, 600, "returning"),
    ]
  )
  func insufficient(policy: AnalysisPolicy.InsufficientPolicy, second: Int, place: String) {
    for verdict in [Verdict.notJudged, .insufficient(requests: 1, needed: 100)] {
      var rollout = Self.policy
      rollout.analysis.onInsufficient = policy
      let facts = Scenario.facts(weight: 10, verdict: verdict)
      let first = decide(Scenario.progressing(Scenario.canary()), facts, rollout)
      let later = decide(first.state, facts, rollout, at: Scenario.now + .seconds(second))
      #expect(later.state.place == place)
    }
  }

  @Test(
    "pauses after half an hour without metrics, whatever the hold",
    arguments: [(1_799, "progressing 10"), (1_800, "paused provider")]
  )
  func providerDown(second: Int, place: String) {
    let facts = Scenario.facts(weight: 10, verdict: .providerDown("refused"))
    let first = decide(Scenario.progressing(Scenario.canary()), facts)
    let later = decide(first.state, facts, at: Scenario.now + .seconds(second))
    #expect(later.state.place == place)
  }

  @Test("starts the wait anew when metrics were read in between")
  func providerBack() {
    var state = Scenario.progressing(Scenario.canary(.full))
    let verdicts: [Verdict] = [.providerDown("x"), .pass(Scenario.share), .providerDown("x")]
    for (index, verdict) in verdicts.enumerated() {
      let facts = Scenario.facts(weight: 100, verdict: verdict)
      state = decide(state, facts, at: Scenario.now + .seconds(index)).state
    }
    #expect(state.canary?.record.providerDownSince == Scenario.now + .seconds(2))
  }

  @Test("keeps no more rejections than a status holds, the newest")
  func rejectionLimit() {
    let old = (0..<50).map {
      Rejection(revision: RevisionID("r\($0)"), finding: Scenario.bad, at: Scenario.now)
    }
    var state = Scenario.retreat(
      .failed(Scenario.bad),
      .draining(since: Scenario.now - .seconds(60))
    )
    state.rejected = old
    let rejected = decide(state, Scenario.facts(weight: 0)).state.rejected
    #expect(rejected.map(\.revision) == old.dropFirst().map(\.revision) + [Scenario.new])
  }

  @Test("gives a phase the weight that it may have, and never raises what stands still")
  func intents() {
    let paused = Scenario.causes.map {
      TrafficIntent(.paused(Scenario.canary(), $0), under: Self.policy)
    }
    #expect(paused.map(\.canaryWeight) == [10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 0, 0, 0])
    #expect(paused.allSatisfy { !$0.mayRaise })
    var policy = Self.policy
    policy.isPaused = true
    let progressing = TrafficIntent(.progressing(Scenario.canary()), under: policy)
    #expect(progressing == TrafficIntent(canaryWeight: 10, mayRaise: false))
  }
}
