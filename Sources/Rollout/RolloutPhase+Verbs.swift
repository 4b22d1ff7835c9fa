/// The table of phases and verbs; it is total.
extension RolloutPhase {
  /// - Parameter mayRetry: Whether the revision that the spec asks for is rejected or suspended.
  package func answer(to verb: RolloutVerb, mayRetry: Bool) -> VerbAnswer {
    switch self {
    case .initializing:
      .refuses("the first revision is coming up and there is nothing to go back to; edit the spec")
    case .steady, .rolledBack:
      Self.atRest(verb, mayRetry: mayRetry)
    case .progressing:
      Self.inFlight(verb)
    case .paused(_, let cause):
      Self.standingStill(verb, because: cause)
    case .promoting(let promotion):
      Self.promoting(verb, promotion.stage)
    case .rollingBack:
      Self.onTheWayOut(verb)
    }
  }

  private static func atRest(_ verb: RolloutVerb, mayRetry: Bool) -> VerbAnswer {
    switch verb {
    case .retry where mayRetry: .does("starts the revision again at the first step")
    case .retry: .refuses("the revision that the spec names is neither rejected nor suspended")
    case .undo: .does("goes back to an earlier revision, until the spec names a new one")
    case .promote, .promoteFull, .pause, .resume, .abort: .refuses("no rollout is in flight")
    }
  }

  private static func inFlight(_ verb: RolloutVerb) -> VerbAnswer {
    switch verb {
    case .promote: .does("leaves the step now")
    case .promoteFull: .does("skips the steps that are left and goes to 100 %")
    case .pause: .does("keeps the weight and stops advancing")
    case .abort: .does("takes the traffic back and rejects the revision")
    case .undo: .does("takes the traffic back without rejecting the revision")
    case .resume: .refuses("the rollout is not paused")
    case .retry: .refuses("the revision is not rejected: it is being rolled out")
    }
  }

  private static func standingStill(_ verb: RolloutVerb, because cause: PauseCause) -> VerbAnswer {
    switch (verb, cause) {
    case (.resume, .spec): .refuses("spec.paused is true; set it to false")
    case (.resume, .manualHold): .does("leaves the step now")
    case (.resume, _): .does("enters the step again")
    case (.pause, .spec): .does("stays paused when spec.paused is lifted")
    case (.pause, _): .refuses("the rollout is paused already")
    case (.promote, _) where cause.takesTrafficAway: .does("enters the step again")
    case (.promote, _), (.promoteFull, _), (.abort, _), (.undo, _), (.retry, _): inFlight(verb)
    }
  }

  private static func promoting(_ verb: RolloutVerb, _ stage: Promotion.Stage) -> VerbAnswer {
    switch (verb, stage) {
    case (.abort, .repointing): .does("takes the traffic back and rejects the revision")
    case (.abort, .shifting), (.abort, .draining):
      .refuses("the promotion cannot be turned back any more; `undo` once it is done")
    case (.promote, _), (.promoteFull, _), (.pause, _), (.resume, _), (.undo, _), (.retry, _):
      .refuses("the canary is being promoted")
    }
  }

  private static func onTheWayOut(_ verb: RolloutVerb) -> VerbAnswer {
    switch verb {
    case .abort:
      .refuses(
        "the canary is on its way out; set spec.paused to true to keep the next from starting"
      )
    case .promote, .promoteFull, .pause, .resume, .undo, .retry:
      .refuses("the canary is being taken back")
    }
  }
}
