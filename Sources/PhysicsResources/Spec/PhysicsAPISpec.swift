/// What the user wants: one HTTP service, how it is reached, scaled, rolled out and measured.
package struct PhysicsAPISpec: SchemaDescribed {
  package var workload = WorkloadSpec()
  package var service = ServiceSpec()
  package var routing = RoutingSpec()
  package var scaling = ScalingSpec()
  package var rollout = RolloutSpec()
  package var metrics = MetricsSpec()
  package var paused = false

  package init() {}

  package static let fields: [Field<PhysicsAPISpec>] = [
    Field(
      "workload",
      \.workload,
      .object(WorkloadSpec.self),
      required: true,
      "What runs. A change here is a new revision and starts a rollout."
    ),
    Field(
      "service",
      \.service,
      .object(ServiceSpec.self),
      "The Service for callers inside the cluster."
    ),
    Field(
      "routing",
      \.routing,
      .object(RoutingSpec.self),
      "How traffic from outside is split over revisions."
    ),
    Field(
      "scaling",
      \.scaling,
      .object(ScalingSpec.self),
      "Replica limits, HPA targets and the forecast."
    ),
    Field(
      "rollout",
      \.rollout,
      .object(RolloutSpec.self),
      "How a new revision takes over, and when it is taken back."
    ),
    Field(
      "metrics",
      \.metrics,
      .object(MetricsSpec.self),
      "Where the service's own metrics are read."
    ),
    Field(
      "paused",
      \.paused,
      .boolean,
      "Stops advancing and new revisions; never stops rollback, drift repair or floors."
    ),
  ]

  package static let rules: [Rule<PhysicsAPISpec>] = [
    Rule(
      "size(self.rollout.analysis.queries) == 0 || self.metrics.prometheus.url != ''",
      message:
        "rollout.analysis.queries ask Prometheus; set metrics.prometheus.url or remove the queries"
    ) { $0.rollout.analysis.queries.isEmpty || !$0.metrics.prometheus.url.isEmpty }
  ]
}
