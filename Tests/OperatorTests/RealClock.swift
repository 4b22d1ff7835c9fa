import FoundationEssentials
import Synchronization
import Time

/// This machine's clock: a Prometheus lives in no other time.
struct RealClock: WallClock {
  typealias Duration = Swift.Duration
  typealias Instant = ContinuousClock.Instant

  private let monotonic = ContinuousClock()

  var now: Instant { monotonic.now }
  var minimumResolution: Duration { monotonic.minimumResolution }
  var timestamp: Timestamp { Timestamp(sinceEpoch: .seconds(Date().timeIntervalSince1970)) }

  func sleep(until deadline: Instant, tolerance: Duration?) async throws {
    try await monotonic.sleep(until: deadline, tolerance: tolerance)
  }
}

/// Real seconds.
enum Seconds {
  static func sleep(_ seconds: Double) async throws {
    try await ContinuousClock().sleep(for: .seconds(seconds))
  }
}

/// A value that is learned after its owner was made.
final class OnceKnown<Value: Sendable>: Sendable {
  private let state = Mutex<Value?>(nil)

  var value: Value? { state.withLock { $0 } }

  func set(_ value: Value) {
    state.withLock { $0 = value }
  }
}
