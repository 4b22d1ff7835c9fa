package import Forecast

/// Which rule decided a floor.
package enum FloorReason: Hashable, Sendable {
  /// The mode is `off`.
  case off
  /// What the forecast needs, nothing in the way.
  case forecast
  case minReplicas
  case maxReplicas
  /// 1.5 times the most that the last fourteen days needed.
  case historicalPeak
  /// The forecast wants less; a floor falls at most a fifth in five minutes.
  case rampingDown
  /// The forecast at the lead wants less, the next fifteen minutes do not.
  case nextFifteenMinutes
  /// The newest sample is older than two minutes, or from the future: nothing changes.
  case staleData
  /// The newest sample is older than ten minutes: the floor is given back slowly.
  case releasing
  case noForecast(ForecastUnavailable)
  /// The forecast is not a number, infinite or negative: nothing changes.
  case implausibleForecast
  case capacityUnknown
  /// The capacity is measured, but not yet for a day.
  case capacityUnproven
}

extension FloorReason: CustomStringConvertible {
  package var description: String {
    switch self {
    case .off: "forecasting is switched off"
    case .forecast: "the forecast needs it"
    case .minReplicas: "the forecast needs less than minReplicas"
    case .maxReplicas: "the forecast needs more than maxReplicas"
    case .historicalPeak: "the forecast needs more than 1.5 times the most of the last 14 days"
    case .rampingDown: "the forecast needs less; a floor falls at most 20 % in 5 minutes"
    case .nextFifteenMinutes: "the next 15 minutes still need it"
    case .staleData:
      "the newest sample is over 2 minutes old or from the future, so the floor is held"
    case .releasing:
      "the newest sample is over 10 minutes old, so the floor is released by 10 % in 5 minutes"
    case .noForecast(let cause): "there is no forecast: \(cause)"
    case .implausibleForecast:
      "the forecast is not a finite, non-negative number, so the floor is held"
    case .capacityUnknown:
      "nobody said what a replica can serve; set capacityPerReplica or requestsPerSecondPerReplica"
    case .capacityUnproven: "what a replica can serve is measured for less than 24 hours"
    }
  }
}
