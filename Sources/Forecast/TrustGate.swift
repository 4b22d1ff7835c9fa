/// Whether a learned forecast is used, or a plainer one in its place.
package enum TrustGate: Hashable, Sendable {
  case open
  case closed(Doubt)

  /// Why a model is not trusted.
  package enum Doubt: Hashable, Sendable {
    /// Not trained yet: so many of its trees are grown.
    case untrained(trees: Int)
    /// Under a day of load: nothing may be learned from it yet.
    case underADay(minutes: Int)
    /// Trained for the first time, but not yet to the end.
    case training
    /// Too few of its forecasts have come due.
    case unproven(judged: Int)
    /// Its forecasts came due for under an hour.
    case underAnHour(minutes: Int)
    /// Over the last day assuming no change would have been closer.
    case worseThanPersistence
    /// The share of minutes under its P95 is outside `coverage`.
    case coverage(Double)
  }

  /// The shares of minutes under a P95 that pass for calibrated.
  package static let coverage = 0.90...0.99
}

extension TrustGate.Doubt: CustomStringConvertible {
  package var description: String {
    switch self {
    case .untrained(let trees): "the model is still being trained (\(trees) trees so far)"
    case .underADay(let minutes):
      "the history has \(minutes) minutes of load, a day is needed to learn from it"
    case .training: "the model is still being trained"
    case .unproven(let judged):
      "only \(judged) of its forecasts could be judged yet, \(TrailingForecasts.leastJudged) are needed"
    case .underAnHour(let minutes):
      "its forecasts could be judged for \(minutes) minutes yet, an hour is needed"
    case .worseThanPersistence:
      "over the last day its error was larger than that of assuming no change"
    case .coverage(let share):
      "\(Int((share * 100).rounded())) % of the last day's minutes were under its P95, not 90 to 99 %"
    }
  }
}

extension TrustGate.Doubt {
  /// The description without live numbers: a status that counted minutes would be written every minute.
  package var sentence: String {
    switch self {
    case .untrained, .training: "the model is still being trained"
    case .underADay: "under a day of load is known, too little to learn from"
    case .unproven, .underAnHour: "too few of its forecasts could be judged yet"
    case .worseThanPersistence: "\(self)"
    case .coverage(let share):
      share < TrustGate.coverage.lowerBound
        ? "over the last day too many minutes were above its P95"
        : "over the last day too few minutes came near its P95"
    }
  }
}
