import Forecast
import MetricsSource

extension LoadSample {
  /// One minute of a service from what its pods did: sums for the load, means for what a pod feels.
  ///
  /// - Parameter pods: how many served; what some of them did stands for what all of them did.
  init(
    minute: Int,
    activities: [PodActivity],
    gauges: [PodScrape],
    requested: PodRequests,
    pods: Int
  ) {
    let scale = Double(max(pods, activities.count)) / Double(max(1, activities.count))
    let requests = activities.compactMap(\.requests).reduce(RequestCounters.zero, +)
    let latencies = activities.compactMap { $0.durations?.mean }
    self.init(
      minute: minute,
      requestsPerSecond: scale * activities.compactMap(\.requestsPerSecond).reduce(0, +),
      latency: latencies.isEmpty ? 0 : 1_000 * mean(latencies),
      cpu: percent(scale * activities.compactMap(\.cpuCores).reduce(0, +), of: requested.cpuCores),
      memory: percent(
        scale * gauges.compactMap(\.memoryBytes).reduce(0, +),
        of: requested.memoryBytes
      ),
      gpu: mean(gauges.compactMap(\.gpuPercent)),
      queueDepth: scale * gauges.compactMap(\.queueDepth).reduce(0, +),
      errorRate: requests.errorShare ?? 0
    )
  }
}

private func mean(_ values: [Double]) -> Double {
  values.isEmpty ? 0 : values.reduce(0, +) / Double(values.count)
}

/// 0 when nothing is requested.
private func percent(_ used: Double, of requested: Double) -> Double {
  requested > 0 ? 100 * used / requested : 0
}
