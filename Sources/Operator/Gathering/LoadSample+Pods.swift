import Forecast
import MetricsSource

extension LoadSample {
  /// One minute of a service from what its pods did: sums for the load, means for what a pod feels.
  init(
    minute: Int,
    activities: [PodActivity],
    gauges: [PodScrape],
    cpuCoresRequested: Double
  ) {
    let requests = activities.compactMap(\.requests).reduce(RequestCounters.zero, +)
    let cores = activities.compactMap(\.cpuCores).reduce(0, +)
    let latencies = activities.compactMap { $0.durations?.mean }
    self.init(
      minute: minute,
      requestsPerSecond: activities.compactMap(\.requestsPerSecond).reduce(0, +),
      latency: latencies.isEmpty ? 0 : 1_000 * latencies.reduce(0, +) / Double(latencies.count),
      cpu: cpuCoresRequested > 0 ? 100 * cores / cpuCoresRequested : 0,
      gpu: mean(gauges.compactMap(\.gpuPercent)),
      queueDepth: gauges.compactMap(\.queueDepth).reduce(0, +),
      errorRate: requests.errorShare ?? 0
    )
  }
}

private func mean(_ values: [Double]) -> Double {
  values.isEmpty ? 0 : values.reduce(0, +) / Double(values.count)
}
