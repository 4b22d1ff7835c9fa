import APIMachinery
import Forecast
import PhysicsResources
import Scaling

/// Whether the forecast may be relied upon, in the words of its condition.
struct ForecastVerdict {
  let isAvailable: Bool
  let reason: ConditionReason
  let message: String

  /// - Parameters:
  ///   - floor: what was made of the forecast.
  ///   - facts: who answers, and what is wrong with the history.
  init(_ floor: FloorDecision, _ facts: ForecastFacts) {
    let gate = facts.standing?.gate ?? floor.gate
    reason = Self.obstacle(floor.reason) ?? Self.reason(gate)
    isAvailable = reason == .forecastTrusted
    let why =
      Self.obstacle(floor.reason) == nil
      ? facts.standing?.reason ?? floor.reason.statusSentence : floor.reason.statusSentence
    message = facts.complaint.isEmpty ? why : "\(why); \(facts.complaint)"
  }

  /// What keeps a forecast from becoming a floor, however good it is.
  private static func obstacle(_ reason: FloorReason) -> ConditionReason? {
    switch reason {
    case .capacityUnknown, .capacityUnproven: .capacityUnknown
    case .staleData, .releasing, .noForecast(.nothingRecent): .forecastDataStale
    case .noForecast(.tooLittleHistory): .forecastColdStart
    case .implausibleForecast: .forecastInaccurate
    case .off: .forecastOff
    case .forecast, .minReplicas, .maxReplicas, .historicalPeak, .rampingDown, .nextFifteenMinutes:
      nil
    }
  }

  private static func reason(_ gate: TrustGate?) -> ConditionReason {
    switch gate {
    case .open: .forecastTrusted
    case .closed(.worseThanPersistence), .closed(.coverage): .forecastInaccurate
    case .closed(.untrained), .closed(.underADay), .closed(.training), .closed(.unproven),
      .closed(.underAnHour), nil:
      .forecastColdStart
    }
  }
}
