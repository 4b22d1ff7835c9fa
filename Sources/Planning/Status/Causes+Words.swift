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
    case .route(let problem): problem.reason.rawValue
    case .capacityBelowDemand: ConditionReason.capacityBelowDemand.rawValue
    case .specUnreadable: ConditionReason.specUnreadable.rawValue
    case .noVerdict: ConditionReason.noVerdict.rawValue
    case .stableUnhealthy: ConditionReason.stableUnhealthy.rawValue
    case .noCapacity: ConditionReason.noCapacity.rawValue
    case .analysisFailed(let finding): finding.reason.rawValue
    }
  }

  /// What the word alone does not say.
  var detail: String {
    switch self {
    case .spec, .request, .manualHold, .insufficientEvidence, .providerDown, .trafficUnverified,
      .noVerdict:
      ""
    case .route(let problem): problem.sentence
    case .capacityBelowDemand(let why), .specUnreadable(let why), .stableUnhealthy(let why),
      .noCapacity(let why):
      why
    case .analysisFailed(let finding): finding.message
    }
  }

  /// `nil` for a word of a newer operator.
  init?(_ word: String, detail: String) {
    let plain: [PauseCause] = [
      .spec, .request, .manualHold, .insufficientEvidence, .providerDown, .trafficUnverified,
      .route(.apiMissing(detail)), .route(.missing(detail)), .route(.foreign(detail)),
      .route(.contested(detail)), .capacityBelowDemand(detail), .specUnreadable(detail), .noVerdict,
      .stableUnhealthy(detail), .noCapacity(detail),
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
    case .suspended: ConditionReason.suspended.rawValue
    case .superseded: ConditionReason.superseded.rawValue
    case .reverted: ConditionReason.reverted.rawValue
    case .rerouted: ConditionReason.rerouted.rawValue
    }
  }

  var detail: String {
    switch self {
    case .failed(let finding): finding.message
    case .suspended(let why): why
    case .superseded: "the spec names another new revision"
    case .reverted: "the spec names the stable revision again"
    case .rerouted: "the spec names another router; it starts again there"
    }
  }

  /// A word of a newer operator rejects nothing: the revision is taken back and may come again.
  init(_ word: String, detail: String) {
    switch word {
    case ConditionReason.suspended.rawValue: self = .suspended(detail)
    case ConditionReason.reverted.rawValue: self = .reverted
    case ConditionReason.rerouted.rawValue: self = .rerouted
    default:
      let reason = Rollout.Finding.Reason(rawValue: word)
      self = reason.map { .failed(Rollout.Finding($0, detail)) } ?? .superseded
    }
  }
}

extension RouteProblem {
  var reason: ConditionReason {
    switch self {
    case .apiMissing: .routeAPIMissing
    case .missing: .routeMissing
    case .foreign: .routeForeignOwner
    case .contested: .routeContested
    }
  }
}

extension Wait.Reason {
  /// The word for it in `status.waits`.
  var word: ConditionReason {
    switch self {
    case .firstRevision: .initializing
    case .capacity: .podsNotReady
    case .acceptance: .weightNotVerified
    case .measuredShare: .shareNotMeasured
    case .hold: .hold
    case .requests: .insufficientRequests
    case .metrics: .metricsUnreadable
    case .verdict: .noVerdict
    case .spec: .specUnreadable
    case .stableHealth: .stableUnhealthy
    case .suspension: .suspended
    case .repointing: .promoting
    case .withdrawal: .routeNotAccepted
    case .drain: .drain
    }
  }
}
