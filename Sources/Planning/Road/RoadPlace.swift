import PhysicsResources
import Rollout
import Time

/// Where on its road a service is.
struct RoadPlace {
  let title: String
  /// Percent that is aimed at.
  let weight: Int
  /// Whether checks look at the canary here.
  let isJudged: Bool
  /// How much longer than on a good day it may last; `nil` where only a person ends it.
  let patience: Duration?

  init(_ status: PhysicsAPIStatus, of spec: PhysicsAPISpec) {
    let policy = RolloutPolicy(spec)
    let count = policy.steps.count + 1
    let isMeasured = spec.rollout.strategy != .immediate
    switch status.phase == .paused ? status.pause?.resumesAs : status.phase {
    case .progressing:
      let step = status.canary?.step ?? 0
      let isPreview = spec.rollout.strategy == .blueGreen
      title = isPreview ? "step 1 of \(count), the preview" : "step \(step + 1) of \(count)"
      weight = status.canary?.weight ?? 0
      isJudged = weight > 0
      patience = Self.patience(policy, at: .step(step), isJudged: isJudged)
    case .baking:
      title = isMeasured ? "step \(count) of \(count), the bake" : "the only step"
      (weight, isJudged) = (100, isMeasured)
      patience = Self.patience(policy, at: .full, isJudged: isMeasured)
    case .promoting:
      (title, weight, isJudged, patience) = ("promotion", 100, false, policy.progressDeadline)
    case .initializing, .degraded:
      (title, weight, isJudged) = ("first revision", 100, false)
      patience = policy.progressDeadline
    case .rollingBack:
      (title, weight, isJudged, patience) = ("way back", 0, false, policy.progressDeadline)
    case .steady, .rolledBack, .paused, nil:
      (title, weight, isJudged, patience) = ("afterwards", 0, false, .zero)
    }
  }

  /// Coming up may take its deadline, and after that metrics may be too few or not to be read for theirs.
  private static func patience(_ policy: RolloutPolicy, at stop: Canary.Stop, isJudged: Bool)
    -> Duration?
  {
    guard policy.hold(at: stop) != .manual else { return nil }
    let analysis = policy.analysis
    let silence = max(analysis.insufficientTimeout, AnalysisPolicy.providerDownTimeout)
    return policy.progressDeadline + (isJudged ? silence : .zero)
  }
}
