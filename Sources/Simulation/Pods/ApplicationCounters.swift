import Time

/// What one pod's process has counted since it started, and how busy it is.
struct ApplicationCounters: Hashable, Sendable {
  /// The usage that the metrics server saw last.
  struct Sample: Hashable, Sendable {
    let cores: Double
    let requestsPerSecond: Double
    let takenAt: Timestamp
    let window: Duration
  }

  /// Upper bounds of the latency histogram in seconds, the guide's.
  static let bucketBounds = [0.1, 0.5, 1, 2, 5, 10, 30, 60, 120]

  private(set) var succeeded = 0
  private(set) var failed = 0
  /// Expected numbers of answers per bucket, cumulative: fractions are kept, so that they never get lost.
  private(set) var buckets = [Double](repeating: 0, count: bucketBounds.count)
  private(set) var durationSum = 0.0
  private(set) var cpuSeconds = 0.0
  /// Seconds of work that wait in the queue.
  private(set) var backlog = 0.0
  private(set) var livenessProbes = 0.0
  private(set) var readinessProbes = 0.0
  private(set) var scrapes = 0
  private(set) var sample: Sample?
  private var sampledCPU = 0.0
  private var sampledRequests = 0
  private var lastSampleAt: Timestamp?

  var answered: Int { succeeded + failed }

  /// A new process counts from zero.
  mutating func restart() {
    self = ApplicationCounters()
  }

  mutating func noteScrape() {
    scrapes += 1
  }

  mutating func takeSample(at now: Timestamp) {
    if let last = lastSampleAt, last < now {
      let window = now - last
      sample = Sample(
        cores: (cpuSeconds - sampledCPU) / window.seconds,
        requestsPerSecond: Double(answered - sampledRequests) / window.seconds,
        takenAt: now,
        window: window
      )
    }
    sampledCPU = cpuSeconds
    sampledRequests = answered
    lastSampleAt = now
  }

  /// One second of a running process: its own costs and its probes.
  mutating func idle(_ traits: PodTraits, isReady: Bool, profile: ApplicationProfile) {
    cpuSeconds += profile.idleCores
    backlog = max(0, backlog - 1)
    if !traits.livenessPath.isEmpty { livenessProbes += 1 / traits.livenessPeriod.seconds }
    if !traits.readinessPath.isEmpty, isReady {
      readinessProbes += 1 / traits.readinessPeriod.seconds
    }
  }

  /// Takes one second's requests: work queues up above the capacity, and what would wait too long is turned away.
  mutating func serve(
    _ requests: Int,
    errors: Int,
    latencyFactor: Double,
    profile: ApplicationProfile
  ) -> ServedRequests {
    let room = max(0, profile.queueLimit.seconds + 1 - backlog) * profile.capacityPerPod
    let accepted = min(requests, Int(room))
    let overloaded = requests - accepted
    let load = Double(accepted) / profile.capacityPerPod
    let wait =
      max(0, backlog + load - 1) + queueing(load: min(load, 0.95)) * profile.baseLatency.seconds
    let latency = profile.baseLatency.seconds * latencyFactor + wait
    backlog += load
    let failures = min(errors, accepted)
    succeeded += accepted - failures
    failed += failures + overloaded
    cpuSeconds += Double(accepted) * profile.cpuSecondsPerRequest
    observe(accepted, latency: latency)
    observe(overloaded, latency: 0.001)
    return ServedRequests(
      succeeded: accepted - failures,
      failed: failures,
      overloaded: overloaded,
      latencySeconds: latency
    )
  }

  /// The mean number of others before a request in an M/M/1 queue.
  private func queueing(load: Double) -> Double { load / (1 - load) }

  /// Answers around a mean duration, spread as exponential ones are.
  private mutating func observe(_ count: Int, latency: Double) {
    guard count > 0 else { return }
    durationSum += Double(count) * latency
    for (index, bound) in Self.bucketBounds.enumerated() {
      buckets[index] += Double(count) * Distribution.exponentialShare(below: bound, mean: latency)
    }
  }
}
