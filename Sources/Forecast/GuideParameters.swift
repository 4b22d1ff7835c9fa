/// The guide's numbers for its predictor; samples are minutes.
package struct GuideParameters: Hashable, Sendable {
  /// How many samples the features look at.
  package var lookback = 60
  /// How many samples ahead the load is predicted.
  package var horizon = 15
  package var treeCount = 100
  /// The guide's `random_state`.
  package var seed: UInt64 = 42
  /// Training uses the latest rows only; more cost memory (about 1 KB per row) and time without helping the forecast.
  package var maxTrainingRows = RankedColumns.maxRows

  package init() {}

  package init(lookback: Int, horizon: Int) {
    self.lookback = max(1, lookback)
    self.horizon = max(1, horizon)
  }
}
