/// What one minute of a service's load is described by.
package enum LoadMetric: Int, CaseIterable, Hashable, Sendable {
  case requestsPerSecond
  /// Mean, in milliseconds.
  case latency
  /// Percent.
  case cpu
  /// Percent.
  case memory
  /// Percent.
  case gpu
  /// Requests waiting.
  case queueDepth
  /// Share of requests that failed, 0 to 1; recorded, but none of the guide's features.
  case errorRate

  /// The metrics that the guide's features are made of, in its order.
  package static let guideInputs: [LoadMetric] = [
    .requestsPerSecond, .latency, .cpu, .memory, .gpu, .queueDepth,
  ]
}
