/// The guide's load predictor: standardised features into a regression forest, a moving average until it is trained.
package struct GuidePredictor: Sendable {
  package let parameters: GuideParameters
  private var trained: Trained?

  private struct Trained {
    let scaler: StandardScaler
    let forest: RegressionForest
  }

  package init(parameters: GuideParameters = GuideParameters()) {
    self.parameters = parameters
  }

  package var isTrained: Bool { trained != nil }

  /// Trains on a history at once; a history too short for a single row changes nothing.
  package mutating func train(on history: [LoadSample?]) {
    guard var training = GuideTraining(history: history, parameters: parameters) else { return }
    while !training.isFinished { training.growNextTree() }
    adopt(training)
  }

  /// Takes over a finished training; an unfinished one is ignored.
  package mutating func adopt(_ training: GuideTraining) {
    guard training.isFinished else { return }
    trained = Trained(scaler: training.scaler, forest: training.forest)
  }

  /// The load `horizon` samples after the end of `recent`, in requests per second; never negative.
  ///
  /// The caller decides how much of the past `recent` holds: the guide hands in its lookback.
  package func predict(_ recent: [LoadSample]) -> Double {
    guard let trained, !recent.isEmpty else { return movingAverage(recent) }
    let features = trained.scaler.transform(GuideFeatures.vector(of: recent[...]))
    return max(0, trained.forest.predict(features))
  }

  /// The guide's answer before training: the mean of the last ten samples plus their trend times the horizon.
  ///
  /// Loads 10, 20 with a horizon of 15: mean 15, trend 5, so 90.
  private func movingAverage(_ recent: [LoadSample]) -> Double {
    let loads = recent.suffix(10).map(\.requestsPerSecond)
    guard !loads.isEmpty else { return 0 }
    let mean = loads.reduce(0, +) / Double(loads.count)
    return max(0, mean + GuideFeatures.trend(of: loads[...]) * Double(parameters.horizon))
  }
}
