import Synchronization
import Time

/// A clock whose time passes only when somebody sleeps, and then at once; it notes for how long.
final class TestClock: WallClock {
  struct Instant: InstantProtocol {
    var sinceStart: Duration

    func advanced(by duration: Duration) -> Instant { Instant(sinceStart: sinceStart + duration) }
    func duration(to other: Instant) -> Duration { other.sinceStart - sinceStart }
    static func < (left: Instant, right: Instant) -> Bool { left.sinceStart < right.sinceStart }
  }

  private let state = Mutex((elapsed: Duration.zero, sleeps: [Duration](), standsStill: false))

  var now: Instant { Instant(sinceStart: state.withLock { $0.elapsed }) }
  var minimumResolution: Duration { .zero }
  var timestamp: Timestamp { Timestamp(epochSeconds: 1_767_225_600) + now.sinceStart }
  var sleeps: [Duration] { state.withLock { $0.sleeps } }

  /// From now on no sleep ends but by cancellation.
  func standStill() { state.withLock { $0.standsStill = true } }

  func advance(by duration: Duration) { state.withLock { $0.elapsed += duration } }

  func sleep(until deadline: Instant, tolerance: Duration?) async throws {
    try Task.checkCancellation()
    let standsStill = state.withLock { state in
      state.sleeps.append(deadline.sinceStart - state.elapsed)
      if !state.standsStill { state.elapsed = deadline.sinceStart }
      return state.standsStill
    }
    guard standsStill else { return }
    let (silence, end) = AsyncStream<Never>.makeStream()
    for await _ in silence {}
    end.finish()
  }
}
