/// Where the kubelet asks whether a container lives and is ready; timings are the guide's.
package struct ProbesSpec: SchemaDescribed {
  package var livenessPath = "/health/live"
  package var readinessPath = "/health/ready"
  package var liveness = ProbeTiming(
    initialDelay: .seconds(30),
    period: .seconds(10),
    timeout: .seconds(5)
  )
  package var readiness = ProbeTiming(
    initialDelay: .seconds(10),
    period: .seconds(5),
    timeout: .seconds(3)
  )

  package init() {}

  package static let fields: [Field<ProbesSpec>] = [
    Field(
      "livenessPath",
      \.livenessPath,
      .text(.path, max: 1_024),
      "Asked to find out whether the container has to be restarted."
    ),
    Field(
      "readinessPath",
      \.readinessPath,
      .text(.path, max: 1_024),
      "Asked to find out whether the pod may get traffic."
    ),
    Field("liveness", \.liveness, .object(ProbeTiming.self), "Timing of the liveness probe."),
    Field("readiness", \.readiness, .object(ProbeTiming.self), "Timing of the readiness probe."),
  ]
}
