/// Why there is no forecast at all.
package enum ForecastUnavailable: Error, Hashable, Sendable, CustomStringConvertible {
  /// Under an hour of data.
  case tooLittleHistory(minutes: Int)
  /// The last fifteen minutes are missing or were an outage.
  case nothingRecent

  package var description: String {
    switch self {
    case .tooLittleHistory(let minutes):
      "the history has \(minutes) minutes of load, \(RecentMean.leastHistory) are needed"
    case .nothingRecent:
      "no load is known for the last \(RecentMean.window) minutes"
    }
  }
}
