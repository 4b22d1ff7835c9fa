import PhysicsResources
import Rollout

extension AnalysisVerdict {
  /// `nil` when nothing was judged.
  init?(_ verdict: Verdict) {
    switch verdict {
    case .notJudged: return nil
    case .pass: self = .pass
    case .fail: self = .fail
    case .insufficient: self = .insufficient
    case .providerDown: self = .providerDown
    case .baselineSick: self = .baselineSick
    }
  }
}

extension CheckStatus {
  init(_ outcome: CheckOutcome) {
    self.init()
    name = outcome.name
    verdict = AnalysisVerdict(outcome.verdict)
    value = outcome.value
    limit = outcome.limit
    unit = outcome.unit
    message = outcome.message
  }
}
