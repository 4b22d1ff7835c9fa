import Time

/// The machine's clock on which time passes so many times faster, from now on.
struct FastClock: WallClock {
  struct Instant: InstantProtocol {
    let elapsed: Duration

    func advanced(by duration: Duration) -> Instant { Instant(elapsed: elapsed + duration) }
    func duration(to other: Instant) -> Duration { other.elapsed - elapsed }
    static func < (left: Instant, right: Instant) -> Bool { left.elapsed < right.elapsed }
  }

  private let base = SystemClock()
  private let start: SystemClock.Instant
  private let born: Timestamp
  private let speed: Int

  init(speed: Int) {
    self.speed = speed
    start = base.now
    born = base.timestamp
  }

  var now: Instant { Instant(elapsed: (base.now - start) * speed) }
  var minimumResolution: Duration { base.minimumResolution * speed }
  var timestamp: Timestamp { born + now.elapsed }

  func sleep(until deadline: Instant, tolerance: Duration?) async throws {
    try await base.sleep(for: now.duration(to: deadline) / speed)
  }
}
