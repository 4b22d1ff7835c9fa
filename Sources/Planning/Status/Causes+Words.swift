import PhysicsResources
import Rollout

/// The engine's causes and the words that stand for them in a status, in both directions.
extension PauseCause {
  var word: String {
    switch self {
    case .spec: ConditionReason.pausedBySpec.rawValue
    case .request: ConditionReason.pausedByRequest.rawValue
    case .manualHold: ConditionReason.manualHold.rawValue
    case .insufficientEvidence: ConditionReason.insufficientRequests.rawValue
    case .providerDown: ConditionReason.metricsUnreadable.rawValue
    case .trafficUnverified: ConditionReason.weightNotVerified.rawValue
    case .noCapacity: ConditionReason.noCapacity.rawValue
    case .analysisFailed(let finding): finding.reason.rawValue
    }
  }

  /// What the word alone does not say.
  var detail: String {
    switch self {
    case .spec, .request, .manualHold, .insufficientEvidence, .providerDown, .trafficUnverified:
      ""
    case .noCapacity(let why): why
    case .analysisFailed(let finding): finding.message
    }
  }

  /// `nil` for a word of a newer operator.
  init?(_ word: String, detail: String) {
    let plain: [PauseCause] = [
      .spec, .request, .manualHold, .insufficientEvidence, .providerDown, .trafficUnverified,
      .noCapacity(detail),
    ]
    if let cause = plain.first(where: { $0.word == word }) {
      self = cause
    } else if let reason = Rollout.Finding.Reason(rawValue: word) {
      self = .analysisFailed(Rollout.Finding(reason, detail))
    } else {
      return nil
    }
  }
}

extension Retreat.Cause {
  var word: String {
    switch self {
    case .failed(let finding): finding.reason.rawValue
    case .superseded: ConditionReason.superseded.rawValue
    case .reverted: ConditionReason.reverted.rawValue
    }
  }

  var detail: String {
    switch self {
    case .failed(let finding): finding.message
    case .superseded: "the spec names another new revision"
    case .reverted: "the spec names the stable revision again"
    }
  }

  init(_ word: String, detail: String) {
    switch word {
    case ConditionReason.superseded.rawValue: self = .superseded
    case ConditionReason.reverted.rawValue: self = .reverted
    default:
      self = .failed(Rollout.Finding(Rollout.Finding.Reason(rawValue: word) ?? .aborted, detail))
    }
  }
}
