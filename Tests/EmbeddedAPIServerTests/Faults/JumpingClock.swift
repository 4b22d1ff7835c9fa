import Synchronization
import Time

/// A clock on which nobody waits: whoever sleeps moves it on to the end of the sleep.
final class JumpingClock: WallClock {
  struct Instant: InstantProtocol {
    let sinceStart: Duration

    func advanced(by duration: Duration) -> Instant { Instant(sinceStart: sinceStart + duration) }
    func duration(to other: Instant) -> Duration { other.sinceStart - sinceStart }
    static func < (left: Instant, right: Instant) -> Bool { left.sinceStart < right.sinceStart }
  }

  private let elapsed = Mutex(Duration.zero)

  var now: Instant { Instant(sinceStart: elapsed.withLock { $0 }) }
  var minimumResolution: Duration { .nanoseconds(1) }
  var timestamp: Timestamp { Timestamp(epochSeconds: 1_767_225_600) + now.sinceStart }

  func advance(by duration: Duration) {
    elapsed.withLock { $0 += duration }
  }

  func sleep(until deadline: Instant, tolerance: Duration?) async throws {
    elapsed.withLock { $0 = max($0, deadline.sinceStart) }
  }
}
