/// The load of one service over one minute; what a service does not export stays 0.
package struct LoadSample: Hashable, Sendable {
  /// Whole minutes since the Unix epoch.
  package let minute: Int
  private var values = [Double](repeating: 0, count: LoadMetric.allCases.count)

  package init(
    minute: Int,
    requestsPerSecond: Double,
    latency: Double = 0,
    cpu: Double = 0,
    memory: Double = 0,
    gpu: Double = 0,
    queueDepth: Double = 0,
    errorRate: Double = 0
  ) {
    self.minute = minute
    values = [requestsPerSecond, latency, cpu, memory, gpu, queueDepth, errorRate]
  }

  package var requestsPerSecond: Double { self[.requestsPerSecond] }

  package subscript(metric: LoadMetric) -> Double {
    get { values[metric.rawValue] }
    set { values[metric.rawValue] = newValue }
  }
}
