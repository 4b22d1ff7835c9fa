/// What was measured of a canary.
package enum CanaryEvidence: Hashable, Sendable {
  /// The canary has no weight, or its pods are too young.
  case none
  case measured(ErrorShare)
  case unreadable(String)
}

/// Turns evidence into a verdict.
///
/// Missing data is never good news and never bad news: both the guide's script and several tools count "no result" as success.
package enum Judge {
  package static func verdict(on evidence: CanaryEvidence, under policy: AnalysisPolicy) -> Verdict
  {
    switch evidence {
    case .none:
      .notJudged
    case .unreadable(let why):
      .providerDown(why)
    case .measured(let share) where share.requests < policy.minimumRequests:
      .insufficient(requests: share.requests, needed: policy.minimumRequests)
    case .measured(let share) where share.rate > policy.maxErrorRate:
      .fail(tooManyErrors(share, limit: policy.maxErrorRate))
    case .measured(let share):
      .pass(share)
    }
  }

  private static func tooManyErrors(_ share: ErrorShare, limit: Double) -> Finding {
    let percent = Int((limit * 1_000).rounded())
    let limitText = percent % 10 == 0 ? "\(percent / 10)" : "\(percent / 10).\(percent % 10)"
    return Finding(
      .errorRateAboveLimit,
      "\(share.sentence) of the canary's requests failed; the limit is \(limitText) %"
    )
  }
}
