import Synchronization
import Time

/// A clock that stands still until it is told to move; nobody can sleep by it.
final class ManualClock: WallClock {
  typealias Duration = Swift.Duration

  struct CannotSleep: Error {}

  struct Instant: InstantProtocol {
    let sinceStart: Duration

    func advanced(by duration: Duration) -> Instant { Instant(sinceStart: sinceStart + duration) }
    func duration(to other: Instant) -> Duration { other.sinceStart - sinceStart }
    static func < (left: Instant, right: Instant) -> Bool { left.sinceStart < right.sinceStart }
  }

  private let state = Mutex(Duration.zero)

  var now: Instant { Instant(sinceStart: state.withLock { $0 }) }
  var timestamp: Timestamp { Timestamp(epochSeconds: 1_767_225_600) + now.sinceStart }
  var minimumResolution: Duration { .zero }

  func advance(by duration: Duration) {
    state.withLock { $0 += duration }
  }

  func sleep(until deadline: Instant, tolerance: Duration?) async throws {
    throw CannotSleep()
  }
}
