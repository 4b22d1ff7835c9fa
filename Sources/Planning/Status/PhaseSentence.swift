import Rollout
import Time

/// Says in `status.message` what happens, and what would have to happen for it to go on.
///
/// Without live numbers, so that it changes seldom.
struct PhaseSentence {
  let state: RolloutState
  let decision: RolloutDecision
  let policy: RolloutPolicy

  var text: String {
    guard let waiting = decision.waitingFor else { return place }
    return "\(place); \(waiting)"
  }

  private var place: String {
    switch state.phase {
    case .initializing(let candidate, _):
      "revision \(candidate) comes up as the first one"
    case .steady:
      state.stable.map { "revision \($0) serves all requests" } ?? "nothing is deployed"
    case .progressing(let canary):
      switch canary.stage {
      case .raising: "canary \(canary.revision) is on its way to \(canary.weight) %"
      case .holding(let since):
        "canary \(canary.revision) is at \(canary.weight) % since \(since.rfc3339)"
      }
    case .paused(let canary, let cause):
      cause.takesTrafficAway
        ? "canary \(canary.revision) stands still at 0 %"
        : "canary \(canary.revision) stands still at \(canary.weight) %"
    case .promoting(let promotion):
      "canary \(promotion.revision) becomes the stable revision"
    case .rollingBack(let retreat):
      "canary \(retreat.revision) is taken back: \(retreat.cause.sentence)"
    case .rolledBack(let rejection):
      "revision \(rejection.revision) was rolled back: \(rejection.finding.message)"
    }
  }
}

extension Retreat.Cause {
  var sentence: String { detail }
}
