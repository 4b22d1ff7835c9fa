/// Turns evidence into a verdict.
///
/// Missing data is never good news and never bad news: both the guide's script and several tools count "no result" as success.
package enum Judge {
  /// Every check that the policy asks for, in the order in which people read them, and what follows from all of them.
  package static func look(
    at evidence: AnalysisEvidence?,
    under policy: AnalysisPolicy
  ) -> (verdict: Verdict, checks: [CheckOutcome]) {
    guard let evidence else { return (.notJudged, []) }
    let comparisons = comparisons(evidence, policy)
    let checks =
      [errorRate(evidence, policy)] + latency(evidence, policy) + comparisons
      + queries(evidence, policy)
    return (verdict(of: checks, comparisons: comparisons, on: evidence), checks)
  }

  /// Whether stable itself is above one of the limits; `nil` when it is not, or not known to be.
  package static func baselineFinding(
    on evidence: AnalysisEvidence,
    under policy: AnalysisPolicy
  ) -> Finding? {
    sickErrorRate(evidence, policy) ?? sickLatency(evidence, policy)
  }

  /// The gravest of the checks.
  ///
  /// A sick stable excuses a limit that both cross, and whatever a query says meanwhile, but not that the canary is worse than stable.
  private static func verdict(
    of checks: [CheckOutcome],
    comparisons: [CheckOutcome],
    on evidence: AnalysisEvidence
  ) -> Verdict {
    let gravest =
      comparisons.first { $0.verdict.isFail }
      ?? checks.first { $0.verdict.isBaselineSick }
      ?? checks.first { $0.verdict.isFail }
      ?? checks.first { $0.verdict.isProviderDown }
      ?? checks.first { $0.verdict.isInsufficient }
    return gravest?.verdict ?? .pass(evidence.window)
  }
}

extension Verdict {
  var isFail: Bool {
    if case .fail = self { true } else { false }
  }

  fileprivate var isBaselineSick: Bool {
    if case .baselineSick = self { true } else { false }
  }

  fileprivate var isProviderDown: Bool {
    if case .providerDown = self { true } else { false }
  }

  fileprivate var isInsufficient: Bool {
    if case .insufficient = self { true } else { false }
  }
}
