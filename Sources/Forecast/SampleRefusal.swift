/// Why a sample was not taken into the history.
package enum SampleRefusal: Hashable, Sendable, CustomStringConvertible {
  /// Not a number, or infinite.
  case notFinite(LoadMetric)
  case negative(LoadMetric)
  /// That minute is already known; the first sample stands.
  case duplicate(minute: Int)
  /// Older than the oldest minute that the history still keeps.
  case tooOld(minute: Int)

  package var description: String {
    switch self {
    case .notFinite(let metric): "\(metric) is not a finite number"
    case .negative(let metric): "\(metric) is negative"
    case .duplicate(let minute): "minute \(minute) is already recorded"
    case .tooOld(let minute): "minute \(minute) is older than the history"
    }
  }
}
