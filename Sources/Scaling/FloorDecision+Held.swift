import Forecast

extension FloorDecision {
  /// What was decided last stands: nothing is known yet that could change it.
  ///
  /// As after a restart, before the history is read and the first sample is taken: a floor that fell there would fall in the middle of a day.
  package static func held(_ evidence: FloorEvidence, isEnforced: Bool) -> FloorDecision {
    FloorDecision(
      mode: evidence.mode,
      record: evidence.previous,
      reason: .noForecast(.nothingRecent),
      gate: nil,
      isEnforced: isEnforced && evidence.mode == .enforce,
      reactive: evidence.reactive
    )
  }
}
