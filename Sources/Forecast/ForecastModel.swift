/// Who answers the question how much load there will be.
package enum ForecastModel: String, CaseIterable, Hashable, Sendable {
  /// The product's own: all members mixed by how well they did, plainer rungs in their place while they are not trusted.
  case auto
  /// The guide's random forest.
  case randomForest
  /// The mean of the last fifteen minutes with the quantiles of its own errors.
  case recentMean
  /// The load stays what it is: what every other model is measured against.
  case persistence
  /// The load of the same minute yesterday.
  case seasonalNaive
  /// A linear model of differences, fitted to the absolute error.
  case ridge
  /// Level, damped trend and season, smoothed exponentially.
  case holtWinters
  /// Boosted trees on the residual to the recent mean.
  case trees
  /// `auto` without its trees, the first rung below it.
  case mixWithoutTrees
}

extension ForecastModel {
  /// The name in commands, reports and the resource, as in `RandomForest`.
  package var name: String { rawValue.prefix(1).uppercased() + rawValue.dropFirst() }

  /// The model of that name, whatever its case; `nil` for no model.
  package init?(name: String) {
    guard let model = Self.allCases.first(where: { $0.rawValue.lowercased() == name.lowercased() })
    else { return nil }
    self = model
  }
}
