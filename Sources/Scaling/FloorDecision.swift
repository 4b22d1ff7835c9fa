package import Forecast

/// The floor under a service's HPA, and why.
package struct FloorDecision: Hashable, Sendable {
  package let mode: ForecastMode
  /// The floor as computed, in `observe` as in `enforce`; `nil` while there is none and the HPA decides alone.
  package let record: FloorRecord?
  package let reason: FloorReason
  /// Whether the model asked for answered; `nil` without a forecast.
  package let gate: TrustGate?
  /// Whether the floor may move replicas; in `observe` it never does.
  package let isEnforced: Bool

  /// What the HPA alone would have, within the user's maximum; less and less once the load is too old, and `nil` when unknown.
  package let reactive: Int?

  package var floor: Int? { record?.floor }

  /// The floor to put under the HPA; `nil` leaves the user's `minReplicas` alone.
  ///
  /// Never below what the HPA alone would have; that part is not ramped, for the HPA has its own window on the way down.
  package var enforcedFloor: Int? {
    guard isEnforced, let floor else { return nil }
    return max(floor, reactive ?? floor)
  }
}
