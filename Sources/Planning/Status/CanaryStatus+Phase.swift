import PhysicsResources
import Rollout
import Time

extension CanaryStatus {
  /// Where the revision besides stable is; `nil` at rest.
  init?(_ phase: RolloutPhase) {
    self.init()
    switch phase {
    case .steady, .rolledBack:
      return nil
    case .initializing(let candidate, let since):
      revision = candidate.hash
      startedAt = since
      stage = .raising
      stageSince = since
    case .progressing(let canary):
      take(canary)
    case .paused(let canary, let cause):
      take(canary)
      reason = cause.word
      evidence = cause.detail
    case .promoting(let promotion):
      revision = promotion.revision.hash
      startedAt = promotion.startedAt
      weight = 100
      (stage, stageSince) = Self.stage(promotion.stage)
    case .rollingBack(let retreat):
      revision = retreat.revision.hash
      startedAt = retreat.startedAt
      reason = retreat.cause.word
      evidence = retreat.cause.detail
      (stage, stageSince) = Self.stage(retreat.stage)
    }
  }

  private mutating func take(_ canary: Canary) {
    revision = canary.revision.hash
    startedAt = canary.startedAt
    weight = canary.weight
    enteredAt = canary.enteredAt
    judgedSince = canary.judgedSince
    clearedAt = canary.clearedAt
    forced = canary.isForced
    if case .step(let index) = canary.stop { step = index }
    switch canary.stage {
    case .raising(let since): (stage, stageSince) = (.raising, since)
    case .verifying(let acceptedAt): (stage, stageSince) = (.verifying, acceptedAt)
    case .holding(let since):
      (stage, stageSince) = (.holding, since)
      stepStartedAt = since
    }
  }

  private static func stage(_ stage: Promotion.Stage) -> (CanaryStage, Timestamp) {
    switch stage {
    case .repointing(let since): (.repointing, since)
    case .shifting(let since): (.shifting, since)
    case .draining(let since): (.draining, since)
    }
  }

  private static func stage(_ stage: Retreat.Stage) -> (CanaryStage, Timestamp) {
    switch stage {
    case .returning(let since): (.returning, since)
    case .verifying(let acceptedAt): (.verifying, acceptedAt)
    case .draining(let since): (.draining, since)
    }
  }
}

extension RejectedRevision {
  init(_ rejection: Rejection) {
    self.init()
    revision = rejection.revision.hash
    reason = rejection.finding.reason.rawValue
    at = rejection.at
    evidence = rejection.finding.message
  }
}
