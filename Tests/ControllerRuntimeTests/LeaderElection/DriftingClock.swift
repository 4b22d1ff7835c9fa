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
    // Rounded up: who wakes a moment early would find the deadline still ahead, at an instant that does not pass.
    let real = deadline.sinceStart / rate + .nanoseconds(1)
    try await base.sleep(until: VirtualClock.Instant(sinceStart: real), tolerance: tolerance)
  }
}
