import Synchronization
import Time

/// A clock that moves only when it is told to; nobody can sleep by it.
final class StandingClock: WallClock {
  struct Instant: InstantProtocol {
    let timestamp: Timestamp

    func advanced(by duration: Duration) -> Instant { Instant(timestamp: timestamp + duration) }
    func duration(to other: Instant) -> Duration { other.timestamp - timestamp }
    static func < (left: Instant, right: Instant) -> Bool { left.timestamp < right.timestamp }
  }

  private let instant: Mutex<Timestamp>

  init(at timestamp: Timestamp) {
    instant = Mutex(timestamp)
  }

  var timestamp: Timestamp { instant.withLock { $0 } }
  var now: Instant { Instant(timestamp: timestamp) }
  var minimumResolution: Duration { .nanoseconds(1) }

  func advance(by duration: Duration) {
    instant.withLock { $0 = $0 + duration }
  }

  func sleep(until deadline: Instant, tolerance: Duration?) async throws {
    throw CancellationError()
  }
}
