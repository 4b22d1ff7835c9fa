import Planning
import Scaling
import Time

/// What the pods of a service said, in the form that a plan takes.
struct MetricsReadings: Sendable {
  var rollout: RolloutReading
  var floor: FloorEvidence?
  var forecast = ForecastFacts.unknown
  /// When they were asked last.
  var orderedAt: Timestamp?
}
