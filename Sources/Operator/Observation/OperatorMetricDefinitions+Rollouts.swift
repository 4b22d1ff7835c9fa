import Metering

/// Rollouts.
extension OperatorMetricDefinitions {
  static let aboutRollouts = [
    rollouts, services, rolloutPhase, canaryWeight, checkValue, checkLimit,
  ]

  static let rollouts = MetricDefinition(
    "physics_operator_rollouts_total",
    .counter,
    labels: ["outcome"],
    "Rollouts that ended while this process led, by how"
  )
  static let services = MetricDefinition(
    "physics_operator_services",
    .gauge,
    labels: ["phase"],
    "Services by the phase in their status"
  )

  private static let service = ["namespace", "name"]

  static let rolloutPhase = MetricDefinition(
    "physics_operator_rollout_phase",
    .gauge,
    labels: service + ["phase"],
    "1 for the phase of a rollout in flight; absent at rest"
  )
  static let canaryWeight = MetricDefinition(
    "physics_operator_rollout_canary_weight",
    .gauge,
    labels: service,
    "Share of the traffic that the canary gets, in percent; absent at rest"
  )
  static let checkValue = MetricDefinition(
    "physics_operator_rollout_check_value",
    .gauge,
    labels: service + ["check"],
    "What the last check measured, in the unit of its limit; absent at rest"
  )
  static let checkLimit = MetricDefinition(
    "physics_operator_rollout_check_limit",
    .gauge,
    labels: service + ["check"],
    "How much the check allows; absent at rest"
  )
}
