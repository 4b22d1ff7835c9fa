import Time

/// A clock by which a sleeper sleeps until it is cancelled: children have all the time they want.
struct EndlessClock: WallClock {
  var timestamp: Timestamp { Timestamp(epochSeconds: 0) }
  var now: ContinuousClock.Instant { ContinuousClock().now }
  var minimumResolution: Duration { .nanoseconds(1) }

  func sleep(until deadline: ContinuousClock.Instant, tolerance: Duration?) async throws {
    let (never, _) = AsyncStream.makeStream(of: Void.self)
    for await _ in never {}
    throw CancellationError()
  }
}
