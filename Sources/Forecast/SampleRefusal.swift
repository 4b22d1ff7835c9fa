/// Why a sample was not taken into the history.
package enum SampleRefusal: Hashable, Sendable, CustomStringConvertible {
  /// Not a number, or infinite.
  case notFinite(LoadMetric)
  case negative(LoadMetric)
  /// Beyond anything that a service can be: sums of it would overflow.
  case tooLarge(LoadMetric)
  /// Before 1970 or after the year 3871: a clock that says so is broken.
  case noTime(minute: Int)
  /// That minute is already known; the first sample stands.
  case duplicate(minute: Int)
  /// Older than the oldest minute that the history still keeps.
  case tooOld(minute: Int)

  package var description: String {
    switch self {
    case .notFinite(let metric): "\(metric) is not a finite number"
    case .negative(let metric): "\(metric) is negative"
    case .tooLarge(let metric): "\(metric) is above a trillion"
    case .noTime(let minute): "minute \(minute) is before 1970 or after the year 3871"
    case .duplicate(let minute): "minute \(minute) is already recorded"
    case .tooOld(let minute): "minute \(minute) is older than the history"
    }
  }
}
