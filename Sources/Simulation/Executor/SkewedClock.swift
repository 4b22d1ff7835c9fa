import Synchronization
import Time

/// What a process takes for the time of day: the world's, wrong by what somebody has set it to.
///
/// Only the time of day is wrong: machines count sleeps and time-outs on another clock, which nobody sets.
final class SkewedClock: WallClock {
  private let base: VirtualClock
  private let skew = Mutex(Duration.zero)

  init(_ base: VirtualClock) {
    self.base = base
  }

  func set(wrongBy skew: Duration) {
    self.skew.withLock { $0 = skew }
  }

  var timestamp: Timestamp { base.timestamp + skew.withLock(\.self) }
  var now: VirtualClock.Instant { base.now }
  var minimumResolution: Duration { base.minimumResolution }

  func sleep(until deadline: VirtualClock.Instant, tolerance: Duration?) async throws {
    try await base.sleep(until: deadline, tolerance: tolerance)
  }
}
