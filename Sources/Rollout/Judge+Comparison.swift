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
    return [errors, outcome("slowness-vs-stable", evidence.slowness, slow, comparison)]
  }

  /// It only ever speaks against the canary: that nothing is proven is no pass, and stable without metrics is no obstacle.
  private static func outcome(
    _ name: String,
    _ test: SequentialComparison?,
    _ what: String,
    _ comparison: AnalysisPolicy.Comparison
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
    let isWorse = test.rejects(at: comparison.alphaOfEach)
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
