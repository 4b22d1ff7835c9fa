import Rollout
import Time

/// A rollout in the small: two steps of 10 % and 50 %, a minute each, then a bake of two minutes.
enum Scenario {
  static let now = Timestamp(epochSeconds: 1_800_000_000)
  static let old = RevisionID("00000001")
  static let new = RevisionID("00000002")
  static let newer = RevisionID("00000003")
  static let share = ErrorShare(requests: 200, errors: 0)
  static let bad = Finding(.errorRateAboveLimit, "20 % failed")
  static let crash = Finding(.crashLooping, "pod a is in CrashLoopBackOff")

  static let policy = RolloutPolicy(
    steps: [
      RolloutStep(weight: 10, hold: .time(.seconds(60))),
      RolloutStep(weight: 50, hold: .time(.seconds(60))),
    ],
    analysis: AnalysisPolicy(
      interval: .seconds(30),
      window: .seconds(300),
      maxErrorRate: 0.05,
      failureLimit: 0,
      minimumRequests: 100,
      onInsufficient: .pause,
      insufficientTimeout: .seconds(600)
    ),
    bake: .seconds(120),
    drain: .seconds(60),
    progressDeadline: .seconds(300),
    onFailure: .rollBack,
    isPaused: false
  )

  /// Everything in order for a canary with this weight.
  static func facts(weight: Int, verdict: Verdict = .pass(share)) -> RolloutFacts {
    RolloutFacts(
      desired: .revision(new),
      capacity: .enough,
      canaryReadyPods: 3,
      stableReadyPods: 3,
      traffic: RolloutFacts.Traffic(acceptedWeight: weight, stableLeadsTo: old),
      verdict: verdict
    )
  }

  static func canary(
    _ stop: Canary.Stop = .step(0),
    raisingSince: Duration? = nil,
    holdingSince: Duration = .zero,
    record: AnalysisRecord = AnalysisRecord()
  ) -> Canary {
    Canary(
      revision: new,
      startedAt: now - .seconds(1_000),
      stop: stop,
      stage: raisingSince.map { .raising(since: now - $0) } ?? .holding(since: now - holdingSince),
      weight: policy.weight(at: stop),
      record: record
    )
  }

  static func state(_ phase: RolloutPhase, rejected: [Rejection] = []) -> RolloutState {
    RolloutState(stable: old, phase: phase, rejected: rejected)
  }

  static func progressing(_ canary: Canary) -> RolloutState { state(.progressing(canary)) }

  static func paused(_ canary: Canary, _ cause: PauseCause) -> RolloutState {
    state(.paused(canary, cause))
  }

  static func retreat(_ cause: Retreat.Cause, _ stage: Retreat.Stage) -> RolloutState {
    state(.rollingBack(Retreat(revision: new, startedAt: now, cause: cause, stage: stage)))
  }

  static func promotion(_ stage: Promotion.Stage) -> RolloutState {
    state(.promoting(Promotion(revision: new, startedAt: now, stage: stage)))
  }

  static let rejection = Rejection(revision: new, finding: bad, at: now)

  static let causes: [PauseCause] = [
    .spec, .request, .manualHold, .insufficientEvidence, .providerDown, .trafficUnverified,
    .route(.contested("somebody else writes it")), .capacityBelowDemand("maxReplicas is 2"),
    .specUnreadable("no ConfigMap"), .noVerdict, .stableUnhealthy("20 % failed"),
    .noCapacity("no node"), .analysisFailed(bad),
  ]

  /// What has to be true for a pause to last.
  static func facts(weight: Int, during cause: PauseCause) -> RolloutFacts {
    var facts = facts(weight: weight)
    if case .capacityBelowDemand(let why) = cause { facts.capacityBelowDemand = why }
    if case .specUnreadable(let why) = cause { facts.desired = .unknown(why) }
    return facts
  }
}

func decide(
  _ state: RolloutState,
  _ facts: RolloutFacts,
  _ policy: RolloutPolicy = Scenario.policy,
  at now: Timestamp = Scenario.now
) -> RolloutDecision {
  RolloutEngine.decide(state, given: facts, under: policy, at: now)
}

extension RolloutState {
  /// One word for where the state is, as truth tables want it.
  var place: String {
    switch phase {
    case .initializing: "initializing"
    case .steady: "steady"
    case .progressing(let canary):
      "progressing \(canary.weight)\(canary.stage.suffix)"
    case .paused(_, let cause): "paused \(cause.name)"
    case .promoting(let promotion):
      switch promotion.stage {
      case .repointing: "repointing"
      case .shifting: "shifting"
      case .draining: "draining old"
      }
    case .rollingBack(let retreat):
      switch retreat.stage {
      case .returning: "returning"
      case .verifying: "returned, not verified"
      case .draining: "draining new"
      }
    case .rolledBack: "rolledBack"
    }
  }

  var canary: Canary? {
    switch phase {
    case .progressing(let canary), .paused(let canary, _): canary
    case .initializing, .steady, .promoting, .rollingBack, .rolledBack: nil
    }
  }
}

extension Canary.Stage {
  fileprivate var suffix: String {
    switch self {
    case .raising: " raising"
    case .verifying: " verifying"
    case .holding: ""
    }
  }
}

extension PauseCause {
  var name: String {
    switch self {
    case .spec: "spec"
    case .request: "request"
    case .manualHold: "manual"
    case .insufficientEvidence: "insufficient"
    case .providerDown: "provider"
    case .trafficUnverified: "traffic"
    case .route: "route"
    case .capacityBelowDemand: "demand"
    case .specUnreadable: "unreadable"
    case .noVerdict: "verdict"
    case .stableUnhealthy: "stable"
    case .noCapacity: "capacity"
    case .analysisFailed: "failed"
    }
  }
}
