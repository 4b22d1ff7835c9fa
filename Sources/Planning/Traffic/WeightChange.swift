/// A step of the canary's share, with what its write has to wait for.
struct WeightChange {
  /// Percent, as the switch shows it.
  let from: Int
  /// Percent.
  let to: Int
  let urgency: PlannedAction.Urgency
  /// Writes without which the share must not go up.
  let prerequisites: [ActionID]
  /// Whether a canary is in flight: then weight 0 is not yet the end of it.
  let isInFlight: Bool
}
