package import Metering

extension ServiceOperator {
  /// All metrics of this operator; those of the process are not among them.
  package var metrics: [MetricFamily] {
    OperatorMetrics(
      statistics: statistics,
      requests: requests,
      suppressedWrites: counters.suppressedWrites,
      rollouts: RolloutMetrics(services: services, outcomes: counters.outcomes)
    ).families
  }
}
