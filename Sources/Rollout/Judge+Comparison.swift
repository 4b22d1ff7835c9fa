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
    let slowness = outcome("slowness-vs-stable", evidence.slowness, slow, comparison) { totals in
      isFelt(totals, lately: evidence.slowLately)
    }
    return [errors, slowness]
  }

  /// Bounds of histograms are far apart, so that often only a few in ten thousand of stable's requests lie above: three times as many of
  /// the canary's are soon proven, and nobody would feel them.
  private static let toleratedExcess = 0.002

  /// Above it the canary's 99th percentile lies beyond the bound under which stable's is.
  private static let toleratedLately = 0.01

  /// Over the whole rollout, or lately: a long good time must not outweigh what everybody feels now.
  private static func isFelt(_ totals: ComparedCounts, lately: ErrorShare?) -> Bool {
    totals.canary.rate - totals.stable.rate > toleratedExcess
      || (lately?.rate ?? 0) > toleratedLately
  }

  /// It only ever speaks against the canary: that nothing is proven is no pass, and stable without metrics is no obstacle.
  private static func outcome(
    _ name: String,
    _ test: SequentialComparison?,
    _ what: String,
    _ comparison: AnalysisPolicy.Comparison,
    isFelt: (ComparedCounts) -> Bool = { _ in true }
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
    let isProven = test.rejects(at: comparison.alphaOfEach)
    let isWorse = isProven && isFelt(test.totals)
    return CheckOutcome(
      name,
      isWorse ? .fail(Finding(.worseThanStable, sentence)) : .notJudged,
      value: test.value,
      limit: limit,
      unit: "e-value",
      message: isProven && !isWorse ? "\(sentence); so few more are tolerated" : sentence
    )
  }
}
