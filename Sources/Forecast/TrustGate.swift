/// Whether a learned forecast is used, or a plainer one in its place.
package enum TrustGate: Hashable, Sendable {
  case open
  case closed(Doubt)

  /// Why a model is not trusted.
  package enum Doubt: Hashable, Sendable {
    /// Not trained yet: so many of its trees are grown.
    case untrained(trees: Int)
    /// Too few of its forecasts have come due.
    case unproven(judged: Int)
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
    case .unproven(let judged):
      "only \(judged) of its forecasts could be judged yet, \(TrailingForecasts.leastJudged) are needed"
    case .worseThanPersistence:
      "over the last day its error was larger than that of assuming no change"
    case .coverage(let share):
      "\(Int((share * 100).rounded())) % of the last day's minutes were under its P95, not 90 to 99 %"
    }
  }
}
