/// The sums that a backtest is made of.
struct BacktestTally: Sendable {
  private let model: ForecastModel
  private let settings: BacktestSettings
  private let splitMinute: Int
  private var count = 0.0
  private var error = 0.0
  private var persistenceError = 0.0
  private var percentage = 0.0
  private var pinball = QuantileValues(repeating: 0)
  private var persistencePinball = QuantileValues(repeating: 0)
  private var covered = QuantileValues(repeating: 0)
  private var answered = 0.0
  /// Judged and covered minutes of each day after the split.
  private var days: [(judged: Int, covered: Int, last: Int)] = []
  private var scale: Double?
  private var training = Duration.zero
  private var prediction = Duration.zero
  private var predictions = 0

  init(_ model: ForecastModel, settings: BacktestSettings, splitMinute: Int) {
    self.model = model
    self.settings = settings
    self.splitMinute = splitMinute
  }

  mutating func addTraining(_ time: Duration) { training += time }

  mutating func addPrediction(_ time: Duration) {
    prediction += time
    predictions += 1
  }

  /// The mean change over one horizon before the split.
  mutating func learnScale(of samples: ArraySlice<LoadSample>, horizon: Int) {
    var sum = 0.0
    var pairs = 0.0
    var earlier = samples.startIndex
    for sample in samples {
      while samples[earlier].minute < sample.minute - horizon { earlier += 1 }
      guard samples[earlier].minute == sample.minute - horizon else { continue }
      sum += (sample.requestsPerSecond - samples[earlier].requestsPerSecond).magnitude
      pairs += 1
    }
    scale = sum > 0 ? sum / pairs : nil
  }

  mutating func add(_ point: BacktestPoint, persistenceQuantiles: QuantileValues) {
    count += 1
    let distance = (point.point - point.actual).magnitude
    error += distance
    persistenceError += (point.persistence - point.actual).magnitude
    let size = point.point + point.actual
    percentage += size > 0 ? 2 * distance / size : 0
    answered += point.answering == model ? 1 : 0
    for (place, level) in QuantileValues.levels.enumerated() {
      pinball[place] += Self.pinball(point.actual, point.quantiles[place], level)
      persistencePinball[place] += Self.pinball(point.actual, persistenceQuantiles[place], level)
      covered[place] += point.actual <= point.quantiles[place] ? 1 : 0
    }
    addToDay(point)
  }

  private static func pinball(_ actual: Double, _ quantile: Double, _ level: Double) -> Double {
    actual >= quantile ? level * (actual - quantile) : (1 - level) * (quantile - actual)
  }

  private mutating func addToDay(_ point: BacktestPoint) {
    let day = max(0, point.minute - splitMinute - settings.horizonMinutes) / (24 * 60)
    while days.count <= day { days.append((0, 0, 0)) }
    days[day].judged += 1
    days[day].covered += point.actual <= point.quantiles.p95 ? 1 : 0
    days[day].last = (point.minute - splitMinute - settings.horizonMinutes) % (24 * 60)
  }

  /// The worst of the days that were seen to their last hour.
  private var worstDay: Double? {
    let whole = days.filter { $0.last >= 23 * 60 && $0.judged >= 100 }
    return whole.map { Double($0.covered) / Double($0.judged) }.min()
  }

  /// `nil` before anything was judged.
  var result: Backtest? {
    guard count > 0 else { return nil }
    return Backtest(
      model: model,
      horizonSeconds: settings.horizonMinutes * 60,
      samples: Int(count),
      mae: error / count,
      persistenceMAE: persistenceError / count,
      smape: percentage / count,
      mase: scale.map { error / count / $0 },
      pinball: pinball.divided(by: count),
      persistencePinball: persistencePinball.divided(by: count),
      coverage: covered.divided(by: count),
      worstDayCoverageP95: worstDay,
      answeredShare: answered / count,
      trainSeconds: training / .seconds(1),
      predictMicroseconds: predictions == 0
        ? 0 : prediction / .microseconds(1) / Double(predictions)
    )
  }
}

extension QuantileValues {
  fileprivate func divided(by count: Double) -> QuantileValues {
    QuantileValues(p50: p50 / count, p90: p90 / count, p95: p95 / count, p99: p99 / count)
  }
}
