import Synchronization
import Time

/// A clock on which a second lasts a millisecond, so that back-offs cost nothing; it remembers what was slept.
struct QuickClock: WallClock {
  struct Instant: InstantProtocol {
    let elapsed: Duration

    func advanced(by duration: Duration) -> Instant { Instant(elapsed: elapsed + duration) }
    func duration(to other: Instant) -> Duration { other.elapsed - elapsed }
    static func < (left: Instant, right: Instant) -> Bool { left.elapsed < right.elapsed }
  }

  private final class Journal: Sendable {
    let sleeps = Mutex<[Duration]>([])
  }

  private static let speed = 1_000
  private let base = ContinuousClock()
  private let start = ContinuousClock.now
  private let journal = Journal()

  var now: Instant { Instant(elapsed: (base.now - start) * Self.speed) }
  var minimumResolution: Duration { .microseconds(1) }
  var timestamp: Timestamp { Timestamp(epochSeconds: 1_767_225_600) + now.elapsed }

  /// Every sleep so far, in seconds of this clock.
  var sleeps: [Duration] { journal.sleeps.withLock { $0 } }

  func sleep(until deadline: Instant, tolerance: Duration?) async throws {
    let rest = now.duration(to: deadline)
    journal.sleeps.withLock { $0.append(rest) }
    try await base.sleep(for: rest / Self.speed)
  }
}
