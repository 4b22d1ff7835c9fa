import Time

/// Reasons to take a canary's traffic away: judged first in every pass, because they alone are urgent.
extension RolloutEngine {
  /// What somebody asked for that ends the rollout; `nil` to go on.
  func leave(_ canary: Canary) -> RolloutDecision? {
    if facts.verb == .abort {
      return retreat(canary.revision, startedAt: canary.startedAt, .aborted)
    }
    if case .revision(let desired) = facts.desired, desired != canary.revision {
      let cause: Retreat.Cause = desired == state.stable ? .reverted : .superseded
      return retreat(canary.revision, startedAt: canary.startedAt, cause)
    }
    // It leaves the way it came, and comes again on the other one.
    if facts.traffic.isReplaced {
      return retreat(canary.revision, startedAt: canary.startedAt, .rerouted)
    }
    return nil
  }

  /// The way out because of sick pods, if there is one; `nil` to go on.
  func leaveSickPods(_ canary: Canary) -> RolloutDecision? {
    facts.podHealth.map { fail(canary, $0) }
  }

  func fail(_ canary: Canary, _ finding: Finding) -> RolloutDecision {
    switch policy.onFailure {
    case .rollBack:
      return retreat(canary.revision, startedAt: canary.startedAt, .failed(finding))
    case .pause:
      return pause(canary, .analysisFailed(finding))
    }
  }

  func pause(_ canary: Canary, _ cause: PauseCause) -> RolloutDecision {
    move(to: .paused(canary, cause), .paused(canary.revision, cause), waitingFor: cause.sentence)
  }

  /// Nothing is known of it, because the stable revision is sick as well.
  func suspend(_ canary: Canary, _ finding: Finding) -> RolloutDecision {
    retreat(canary.revision, startedAt: canary.startedAt, .suspended(finding.message))
  }

  func retreat(
    _ revision: RevisionID,
    startedAt: Timestamp,
    _ cause: Retreat.Cause
  ) -> RolloutDecision {
    let retreat = Retreat(
      revision: revision,
      startedAt: startedAt,
      cause: cause,
      stage: .returning(since: now)
    )
    return move(
      to: .rollingBack(retreat),
      .retreatBegan(revision, cause),
      waitingFor: "weight 0 has to come into force"
    )
  }
}

extension Retreat.Cause {
  static let aborted = Retreat.Cause.failed(Finding(.aborted, "somebody asked for an abort"))
}

extension PauseCause {
  /// Why, and what would end it.
  package var sentence: String {
    switch self {
    case .spec: "spec.paused is true"
    case .request: "paused on request; `resume` goes on"
    case .manualHold: "the step's hold is Manual; `promote` goes on"
    case .insufficientEvidence:
      "too few requests to judge for too long; send traffic and `resume`, or `promote`"
    case .providerDown: "no readable metrics for too long; mend the metrics and `resume`"
    case .trafficUnverified:
      "the router did not accept the weight in time; look at the route's status and `resume`"
    case .route(let problem):
      problem.needsAWord ? "\(problem.sentence); then `resume`" : problem.sentence
    case .capacityBelowDemand(let why): why
    case .specUnreadable(let why): why
    case .noVerdict:
      "neither a pass nor a failure for too long; look at status.analysis and `resume`"
    case .stableUnhealthy(let why):
      "the stable revision is sick as well (\(why)); mend it and `resume`, or `promote` anyway"
    case .noCapacity(let why):
      "no room for the canary's pods (\(why)); make room and `resume`"
    case .analysisFailed(let finding):
      "\(finding.message); `abort`, or `resume` to try the step again"
    }
  }
}
