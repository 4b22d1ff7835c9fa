/// How well a model would have done on a history, replayed as the operator lives it: minute by minute, trained daily on what was past,
/// its quantiles tracked as it goes.
package struct Backtest: Hashable, Sendable {
  package var model: ForecastModel
  package var horizonSeconds: Int
  /// Forecasts judged: made after the split and come due.
  package var samples: Int
  /// Mean absolute error, requests per second.
  package var mae: Double
  /// The same for assuming that the load stays what it is, over the same minutes.
  package var persistenceMAE: Double
  /// Symmetric mean absolute percentage error, 0 to 2: the mean of `2|f - y| / (f + y)`, 0 where both are zero.
  package var smape: Double
  /// The error by the scale of the history before the split: the mean change of its load over one horizon; `nil` when it never changed.
  package var mase: Double?
  /// Mean pinball loss by quantile, requests per second.
  package var pinball: QuantileValues
  /// The same for persistence with the quantiles of its own errors over the last day.
  package var persistencePinball: QuantileValues
  /// The share of minutes at or below each quantile.
  package var coverage: QuantileValues
  /// The least share under the P95 among whole days after the split; `nil` without a whole day.
  package var worstDayCoverageP95: Double?
  /// The share of the judged forecasts that the model asked for gave itself, not a plainer one in its place.
  package var answeredShare: Double
  /// Wall time of all trainings after the split, by the clock that the caller handed in.
  package var trainSeconds: Double
  /// Mean wall time from a sample to its forecast, by the same clock.
  package var predictMicroseconds: Double

  /// Below 1 the model beats assuming no change; `nil` when assuming no change was never wrong.
  package var relativeMAE: Double? { persistenceMAE > 0 ? mae / persistenceMAE : nil }

  /// The mean over the quantiles of pinball loss, by that of calibrated persistence.
  package var relativePinball: Double? {
    let base = persistencePinball.all.reduce(0, +)
    return base > 0 ? pinball.all.reduce(0, +) / base : nil
  }
}

/// What a backtest is asked for.
package struct BacktestSettings: Hashable, Sendable {
  /// How far ahead is judged, in minutes, 1 to 15.
  package var horizonMinutes = 15
  /// The share of the history's time that lies before the first judged forecast.
  package var split = 0.7
  package var seed: UInt64 = 42
  package var guide = GuideParameters()
  /// How long before the split the operator is taken to have been running; earlier minutes come as a backfill.
  package var warmUpMinutes = 2 * 24 * 60
  /// Whether a model that does badly steps aside, as it would in the operator; off to judge a member by itself.
  package var isGated = true

  package init() {}
}

/// Why a history cannot be judged.
package enum BacktestRefusal: Error, Hashable, Sendable, CustomStringConvertible {
  case noSamples
  case nothingAfterSplit(samples: Int)
  case neverForecast(minutes: Int)
  case horizon(Int)
  case split

  package var description: String {
    switch self {
    case .noSamples: "the history holds no usable sample; give it rows with a time and a load"
    case .nothingAfterSplit(let samples):
      "of \(samples) samples none lies a horizon after the split; give a longer history or a smaller split"
    case .neverForecast(let minutes):
      "no forecast could be judged: a forecast needs \(RecentMean.leastHistory) minutes of load and the history"
        + " spans \(minutes); give a longer history"
    case .horizon(let minutes): "a horizon of \(minutes) minutes cannot be judged; choose 1 to 15"
    case .split: "the split must lie between 0 and 1"
    }
  }
}

/// One judged forecast, for charts.
package struct BacktestPoint: Hashable, Sendable {
  /// The minute that was forecast.
  package let minute: Int
  /// What came.
  package let actual: Double
  package let point: Double
  package let quantiles: QuantileValues
  /// What assuming no change said.
  package let persistence: Double
  /// Who answered.
  package let answering: ForecastModel
}
