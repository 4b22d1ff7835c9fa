package import Time

/// What one pod said about itself at an instant.
package struct PodScrape: Hashable, Sendable {
  package var at: Timestamp
  /// `nil` when the pod does not know the metric at all; zero when it knows it and nothing was counted.
  package var requests: RequestCounters?
  /// Durations of user requests; `nil` when the pod exposes no buckets.
  package var durations: DurationHistogram?
  package var cpuSeconds: Double?
  package var memoryBytes: Double?
  /// Mean over the pod's GPUs, in percent.
  package var gpuPercent: Double?
  package var queueDepth: Double?

  package init(
    at: Timestamp,
    requests: RequestCounters? = nil,
    durations: DurationHistogram? = nil,
    cpuSeconds: Double? = nil,
    memoryBytes: Double? = nil,
    gpuPercent: Double? = nil,
    queueDepth: Double? = nil
  ) {
    self.at = at
    self.requests = requests
    self.durations = durations
    self.cpuSeconds = cpuSeconds
    self.memoryBytes = memoryBytes
    self.gpuPercent = gpuPercent
    self.queueDepth = queueDepth
  }
}
