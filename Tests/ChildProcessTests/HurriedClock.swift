import Time

/// A clock by which every sleep is over at once: a child's time is up as soon as it runs.
struct HurriedClock: WallClock {
  var timestamp: Timestamp { Timestamp(epochSeconds: 0) }
  var now: ContinuousClock.Instant { ContinuousClock().now }
  var minimumResolution: Duration { .nanoseconds(1) }

  func sleep(until deadline: ContinuousClock.Instant, tolerance: Duration?) async throws {}
}
