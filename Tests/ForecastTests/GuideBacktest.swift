import Forecast

/// The guide's forest judged on the part of a history that it was not trained on, in the order of time, row by row.
///
/// This is the measure for the parity with scikit-learn: one training, no gate, no quantiles.
struct GuideBacktest: Hashable, Sendable {
  /// Rows judged.
  let rows: Int
  /// Mean absolute error, requests per second.
  let meanAbsoluteError: Double
  /// The same for assuming that the load stays what it is.
  let persistenceError: Double

  /// Below 1 the predictor beats assuming no change.
  var relativeError: Double { meanAbsoluteError / persistenceError }

  /// Trains the guide's forest on the first `share` of the rows and judges it on the rest.
  ///
  /// `nil` when either part would be empty.
  init?(
    _ set: TrainingSet,
    parameters: GuideParameters = GuideParameters(),
    trainingShare share: Double = 0.7
  ) {
    let split = Int(Double(set.rowCount) * share)
    guard split < set.rowCount else { return nil }
    let part = set.features.slice(0..<split)
    guard
      var training = GuideTraining(
        features: part,
        targets: Array(set.targets.prefix(split)),
        parameters: parameters
      )
    else { return nil }
    while !training.isFinished { training.growNextTree() }
    let tested = training.scaler.transform(set.features.slice(split..<set.rowCount))
    let forest = training.forest
    self.init(
      predictions: (0..<tested.rowCount).map { max(0, forest.predict(tested.row($0))) },
      actual: set.targets[split...],
      last: set.lastLoads[split...]
    )
  }

  /// Compares predictions with what came and with the load when they were made.
  init(predictions: [Double], actual: ArraySlice<Double>, last: ArraySlice<Double>) {
    rows = actual.count
    meanAbsoluteError = Self.meanDistance(predictions[...], actual)
    persistenceError = Self.meanDistance(last, actual)
  }

  private static func meanDistance(
    _ left: ArraySlice<Double>,
    _ right: ArraySlice<Double>
  ) -> Double {
    zip(left, right).reduce(0) { $0 + ($1.0 - $1.1).magnitude } / Double(max(1, right.count))
  }
}
