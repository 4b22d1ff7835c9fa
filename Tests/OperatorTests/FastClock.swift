import FoundationEssentials
import Time

/// Real time, `factor` times as fast: sockets answer at their own pace, waits cost a fraction.
struct FastClock: WallClock {
  typealias Duration = Swift.Duration

  struct Instant: InstantProtocol {
    let elapsed: Duration

    func advanced(by duration: Duration) -> Instant { Instant(elapsed: elapsed + duration) }
    func duration(to other: Instant) -> Duration { other.elapsed - elapsed }
    static func < (left: Instant, right: Instant) -> Bool { left.elapsed < right.elapsed }
  }

  static let factor = 20
  private let start = ContinuousClock.now
  private let born = Timestamp(epochSeconds: 1_767_600_000)

  var now: Instant { Instant(elapsed: (ContinuousClock.now - start) * Self.factor) }
  var timestamp: Timestamp { born + now.elapsed }
  var minimumResolution: Duration { .milliseconds(20) }

  func sleep(until deadline: Instant, tolerance: Duration?) async throws {
    let length = max(.zero, (deadline.elapsed - now.elapsed) / Self.factor)
    try await ContinuousClock().sleep(for: length)
  }
}
