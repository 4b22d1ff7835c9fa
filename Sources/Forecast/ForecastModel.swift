/// Who answers the question how much load there will be.
package enum ForecastModel: String, CaseIterable, Hashable, Sendable {
  /// The best model there is; until a learned mix exists this is the recent mean.
  case auto
  /// The guide's random forest.
  case randomForest
  /// The mean of the last fifteen minutes with the quantiles of its own errors.
  case recentMean
}
