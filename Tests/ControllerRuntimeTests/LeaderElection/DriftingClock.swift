import Time

/// The clock of one machine: runs `rate` times as fast as real time, and its time of day is off by `skew`.
struct DriftingClock: WallClock {
  typealias Duration = Swift.Duration

  let base: VirtualClock
  let rate: Double
  let skew: Duration

  var now: VirtualClock.Instant {
    VirtualClock.Instant(sinceStart: base.now.sinceStart * rate)
  }

  var minimumResolution: Duration { .zero }
  var timestamp: Timestamp { base.timestamp + skew }

  func sleep(until deadline: VirtualClock.Instant, tolerance: Duration?) async throws {
    let real = VirtualClock.Instant(sinceStart: deadline.sinceStart / rate)
    try await base.sleep(until: real, tolerance: tolerance)
  }
}
