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
      state.stable.map { "revision \($0) serves all requests\(pin)" } ?? "nothing is deployed"
    case .progressing(let canary):
      switch canary.stage {
      case .raising: "canary \(canary.revision) is on its way to \(canary.weight) %"
      case .verifying(let acceptedAt):
        "canary \(canary.revision) was given \(canary.weight) % at \(acceptedAt.rfc3339)"
      case .holding(let since):
        "canary \(canary.revision) is at \(canary.weight) % since \(since.rfc3339)"
      }
    case .paused(let canary, let cause):
      "canary \(canary.revision) stands still \(Self.place(of: canary, under: cause))"
    case .promoting(let promotion):
      "canary \(promotion.revision) becomes the stable revision"
    case .rollingBack(let retreat):
      "canary \(retreat.revision) is taken back: \(retreat.cause.sentence)"
    case .rolledBack(let rejection):
      "revision \(rejection.revision) was rolled back: \(rejection.finding.message)"
    }
  }

  private static func place(of canary: Canary, under cause: PauseCause) -> String {
    if cause.takesTrafficAway { return "at 0 %" }
    switch canary.stage {
    case .raising: return "on its way to \(canary.weight) %"
    case .verifying, .holding: return "at \(canary.weight) %"
    }
  }

  /// A spec that names something else than what runs needs a word of explanation.
  private var pin: String {
    guard let pin = state.pin, pin.revision == state.stable else { return "" }
    return " after `undo`; the spec still names \(pin.over): change spec.workload to go on"
  }
}

extension Retreat.Cause {
  var sentence: String {
    switch self {
    case .suspended: "the stable revision is sick as well: \(detail)"
    case .failed, .superseded, .reverted, .rerouted: detail
    }
  }
}
