/// The share of user requests that failed.
extension Judge {
  static func errorRate(_ evidence: AnalysisEvidence, _ policy: AnalysisPolicy) -> CheckOutcome {
    let verdict = errorVerdict(evidence, policy)
    let isMeasured = evidence.unreadable == nil && evidence.window.requests > 0
    return CheckOutcome(
      "error-rate",
      verdict,
      value: isMeasured ? evidence.window.rate : nil,
      limit: policy.maxErrorRate,
      unit: "share",
      message: verdict.sentence ?? "\(evidence.window.sentence) of the canary's requests failed"
    )
  }

  static func sickErrorRate(_ evidence: AnalysisEvidence, _ policy: AnalysisPolicy) -> Finding? {
    guard let baseline = evidence.baseline, baseline.requests >= policy.minimumRequests,
      baseline.rate > policy.maxErrorRate
    else { return nil }
    return tooManyErrors(baseline, of: "stable's", limit: policy.maxErrorRate)
  }

  /// A crossed limit counts on all of the window; being within it takes enough requests since the present weight.
  private static func errorVerdict(
    _ evidence: AnalysisEvidence,
    _ policy: AnalysisPolicy
  ) -> Verdict {
    if let why = evidence.unreadable { return .providerDown(why) }
    let share = evidence.window
    let needed = policy.minimumRequests
    if share.requests >= needed, share.rate > policy.maxErrorRate {
      let finding = tooManyErrors(share, of: "the canary's", limit: policy.maxErrorRate)
      guard let sick = sickErrorRate(evidence, policy) else { return .fail(finding) }
      return .baselineSick(finding.excused(by: sick))
    }
    let seen = min(share.requests, evidence.sinceWeight.requests)
    return seen < needed ? .insufficient(requests: seen, needed: needed) : .pass(share)
  }

  private static func tooManyErrors(
    _ share: ErrorShare,
    of whose: String,
    limit: Double
  ) -> Finding {
    let permille = Int((limit * 1_000).rounded())
    let limitText = permille % 10 == 0 ? "\(permille / 10)" : "\(permille / 10).\(permille % 10)"
    return Finding(
      .errorRateAboveLimit,
      "\(share.sentence) of \(whose) requests failed; the limit is \(limitText) %"
    )
  }
}

extension Finding {
  /// The same finding, with what speaks for the canary.
  func excused(by baseline: Finding) -> Finding {
    Finding(reason, "\(message); stable is no better: \(baseline.message)")
  }
}

extension Verdict {
  /// Why it is not a pass; `nil` where there is nothing to explain.
  var sentence: String? {
    switch self {
    case .notJudged, .pass: nil
    case .fail(let finding), .baselineSick(let finding): finding.message
    case .insufficient(let requests, let needed):
      "\(requests) requests were seen, a check needs \(needed)"
    case .providerDown(let why): why
    }
  }
}
