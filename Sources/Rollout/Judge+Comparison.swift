/// The canary against stable.
extension Judge {
  /// None, or one for each thing that is compared.
  static func comparisons(
    _ evidence: AnalysisEvidence,
    _ policy: AnalysisPolicy
  ) -> [CheckOutcome] {
    guard let comparison = policy.comparison else { return [] }
    let errors = outcome("errors-vs-stable", evidence.errors, "failed", comparison)
    guard comparison.watchesSlowness else { return [errors] }
    let slow = "were slower than stable's slowest 1 %"
    let slowness = outcome(
      "slowness-vs-stable",
      evidence.slowness,
      slow,
      comparison,
      above: tolerated
    )
    return [errors, slowness]
  }

  /// As long as no more than 1 % of the canary's requests are slower than stable's slowest 1 %, its 99th percentile is no worse.
  ///
  /// Bounds of histograms are far apart, so that often only a few in ten thousand of stable's lie above: three times as many of the
  /// canary's are soon proven, and nobody would feel them.
  private static let tolerated = 0.01

  /// It only ever speaks against the canary: that nothing is proven is no pass, and stable without metrics is no obstacle.
  private static func outcome(
    _ name: String,
    _ test: SequentialComparison?,
    _ what: String,
    _ comparison: AnalysisPolicy.Comparison,
    above tolerated: Double = 0
  ) -> CheckOutcome {
    let limit = 1 / comparison.alphaOfEach
    guard let test, test.totals.canary.requests > 0, test.totals.stable.requests > 0 else {
      return CheckOutcome(
        name,
        .notJudged,
        limit: limit,
        unit: "e-value",
        message: "nothing was compared yet"
      )
    }
    let sentence =
      "since the rollout began \(test.totals.canary.sentence) of the canary's requests \(what), "
      + "and \(test.totals.stable.sentence) of stable's"
    let isFelt = test.totals.canary.rate > tolerated
    let isWorse = isFelt && test.rejects(at: comparison.alphaOfEach)
    return CheckOutcome(
      name,
      isWorse ? .fail(Finding(.worseThanStable, sentence)) : .notJudged,
      value: test.value,
      limit: limit,
      unit: "e-value",
      message: sentence
    )
  }
}
