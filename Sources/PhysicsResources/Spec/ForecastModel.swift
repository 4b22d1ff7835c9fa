/// What predicts the load.
package enum ForecastModel: String, WireEnum {
  case auto = "Auto"
  /// The guide's predictor.
  case randomForest = "RandomForest"
  case recentMean = "RecentMean"
}
