import FoundationEssentials
import Time

/// The machine's clock: sleeps by the monotonic one, tells the time of day by the other.
struct SystemClock: WallClock {
  typealias Duration = Swift.Duration
  typealias Instant = ContinuousClock.Instant

  private let monotonic = ContinuousClock()

  var now: Instant { monotonic.now }
  var minimumResolution: Duration { monotonic.minimumResolution }

  var timestamp: Timestamp {
    Timestamp(sinceEpoch: .seconds(Date().timeIntervalSince1970))
  }

  func sleep(until deadline: Instant, tolerance: Duration?) async throws {
    try await monotonic.sleep(until: deadline, tolerance: tolerance)
  }
}
