/// When a probe asks, and how often it may fail.
package struct ProbeTiming: SchemaDescribed {
  package var initialDelay: Duration = .zero
  package var period: Duration = .seconds(10)
  package var timeout: Duration = .seconds(1)
  package var failureThreshold = 3

  package init() {}

  init(initialDelay: Duration, period: Duration, timeout: Duration) {
    self.initialDelay = initialDelay
    self.period = period
    self.timeout = timeout
  }

  package static let fields: [Field<ProbeTiming>] = [
    Field(
      "initialDelay",
      \.initialDelay,
      .duration(.zero...(.seconds(3_600))),
      "From the container's start to the first probe."
    ),
    Field("period", \.period, .duration(.seconds(1)...(.seconds(600))), "Between two probes."),
    Field(
      "timeout",
      \.timeout,
      .duration(.seconds(1)...(.seconds(600))),
      "After which a probe without an answer has failed."
    ),
    Field(
      "failureThreshold",
      \.failureThreshold,
      .integer(1...100),
      "Failed probes in a row before the kubelet acts."
    ),
  ]
}
