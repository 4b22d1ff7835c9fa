import Forecast
import Scaling

extension FloorReason {
  /// The reason without live numbers: a status that counted minutes would be written every minute.
  var statusSentence: String {
    switch self {
    case .noForecast(.tooLittleHistory): "there is no forecast yet: under an hour of load is known"
    case .noForecast(.nothingRecent): "there is no forecast: the last minutes of load are missing"
    case .off, .forecast, .minReplicas, .maxReplicas, .historicalPeak, .rampingDown,
      .nextFifteenMinutes, .staleData, .releasing, .implausibleForecast, .capacityUnknown,
      .capacityUnproven:
      String(describing: self)
    }
  }
}
