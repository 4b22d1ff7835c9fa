/// Everything that one service's forecast needs between two minutes: its history, its model and how well that did.
///
/// A value: feed it samples with `record`, let it train with `train`, ask it with `forecast`. Nothing in it waits or starts by
/// itself.
package struct LoadForecaster: Sendable {
  /// A forest is trained anew once a day: most of what it knows is then a day old at most.
  private static let retraining = 24 * 60
  /// The first forest waits for four hours of data; with less it has seen a single mood of the service.
  private static let leastTraining = 4 * 60
  /// The horizons at which the next fifteen minutes are examined.
  private static let nearHorizons = [1, 2, 3, 5, 8, 10, 15]

  package let model: ForecastModel
  package private(set) var ring = SampleRing()
  private var predictor: GuidePredictor
  private var training = Training.none
  private var lastTraining: Int?
  private var trailing = TrailingForecasts()

  private enum Training {
    case none
    /// The next slice prepares the rows.
    case due
    case growing(GuideTraining)
  }

  package init(model: ForecastModel, parameters: GuideParameters = GuideParameters()) {
    self.model = model
    predictor = GuidePredictor(parameters: parameters)
  }
}

// MARK: - Learning
extension LoadForecaster {
  /// Takes a minute's load, or says why not; the forecast for that minute is judged by it.
  ///
  /// The recent mean looks at the request rate alone, so the other metrics are neither kept nor a cause to refuse.
  @discardableResult
  package mutating func record(_ sample: LoadSample) -> SampleRefusal? {
    guard model == .randomForest else {
      return ring.record(
        LoadSample(minute: sample.minute, requestsPerSecond: sample.requestsPerSecond)
      )
    }
    if let refusal = ring.record(sample) { return refusal }
    guard sample.minute == ring.latest else { return nil }
    trailing.observe(sample.requestsPerSecond, at: sample.minute)
    issueForestForecast()
    scheduleTraining()
    return nil
  }

  /// Marks a minute whose load must not be learned.
  package mutating func markOutage(minute: Int) {
    ring.markOutage(minute: minute)
  }

  /// Whether `train` has something to do.
  package var isTraining: Bool {
    if case .none = training { false } else { true }
  }

  /// One slice of training; does nothing when none is due.
  ///
  /// The first slice prepares the rows (a quarter of a second for fifteen days), every other grows a tree (20 ms).
  package mutating func train() {
    switch training {
    case .none: break
    case .due:
      let history = ring.samples(last: ring.capacity)
      let prepared = GuideTraining(history: history, parameters: predictor.parameters)
      training = prepared.map(Training.growing) ?? .none
    case .growing(var current):
      training = .none
      current.growNextTree()
      if current.isFinished { predictor.adopt(current) } else { training = .growing(current) }
    }
  }

  private mutating func scheduleTraining() {
    guard !isTraining, let latest = ring.latest, let span = ring.span else { return }
    let isDue = lastTraining.map { latest - $0 >= Self.retraining } ?? true
    guard isDue, span.count >= Self.leastTraining else { return }
    training = .due
    lastTraining = latest
  }

  private var grownTrees: Int {
    if case .growing(let current) = training { current.forest.trees.count } else { 0 }
  }

  private mutating func issueForestForecast() {
    guard let latest = ring.latest, let now = ring[.requestsPerSecond, latest],
      let point = forestPoint
    else { return }
    let upper = trailing.errors.quantile(0.95).map { max(0, point + $0) }
    // The guide's rows end one minute before the one from which the horizon counts.
    let due = latest + predictor.parameters.horizon + 1
    trailing.issue(for: due, point: point, upper: upper, persistence: now)
  }

  /// The trained forest's answer; `nil` while it is untrained or its lookback has holes.
  private var forestPoint: Double? {
    guard predictor.isTrained else { return nil }
    let window = ring.samples(last: predictor.parameters.lookback).compactMap { $0 }
    guard window.count == predictor.parameters.lookback else { return nil }
    return predictor.predict(window)
  }
}

// MARK: - Answering
extension LoadForecaster {
  /// The largest load of the last fourteen days, requests per second: what a floor may be measured by.
  package var peakLoad: Double? { ring.largest(.requestsPerSecond, last: 14 * 24 * 60) }

  /// The load `minutes` ahead of the newest sample, at the given quantile.
  package func forecast(
    quantile: Double,
    ahead minutes: Int
  ) throws(ForecastUnavailable) -> LoadForecast {
    switch model {
    case .auto, .recentMean:
      return try recentMeanForecast(quantile: quantile, ahead: minutes, gate: .open)
    case .randomForest:
      guard gate == .open, let forecast = forestForecast(quantile: quantile) else {
        return try recentMeanForecast(quantile: quantile, ahead: minutes, gate: gate)
      }
      return forecast
    }
  }

  /// Whether the model asked for may answer; the recent mean always may.
  package var gate: TrustGate {
    switch model {
    case .auto, .recentMean: .open
    case .randomForest:
      predictor.isTrained
        ? trailing.gate : .closed(.untrained(trees: grownTrees))
    }
  }

  private func recentMeanForecast(
    quantile: Double,
    ahead minutes: Int,
    gate: TrustGate
  ) throws(ForecastUnavailable) -> LoadForecast {
    let history = ring.series(last: RecentMean.errorHistory + 2 * RecentMean.window)
    guard history.knownCount >= RecentMean.leastHistory else {
      throw .tooLittleHistory(minutes: history.knownCount)
    }
    guard let recent = RecentMean(history), let latest = ring.latest,
      let upper = recent.quantile(quantile, ahead: minutes)
    else { throw .nothingRecent }
    let near = Self.nearHorizons.compactMap { recent.quantile(0.9, ahead: $0) }
    return LoadForecast(
      madeAt: latest,
      model: .recentMean,
      gate: gate,
      point: recent.mean,
      upperAtLead: upper,
      upperNext15Minutes: near.max() ?? upper
    )
  }

  /// The forest knows one horizon only, so its answer stands for every lead up to it.
  private func forestForecast(quantile: Double) -> LoadForecast? {
    let errors = trailing.errors
    guard let latest = ring.latest, let point = forestPoint,
      let upper = errors.quantile(quantile), let near = errors.quantile(0.9)
    else { return nil }
    return LoadForecast(
      madeAt: latest,
      model: .randomForest,
      gate: .open,
      point: point,
      upperAtLead: max(0, point + upper),
      upperNext15Minutes: max(0, point + near)
    )
  }
}
