import Synchronization
import Time

/// An instant that only the test moves.
final class MovedClock: Sendable {
  private let state: Mutex<Timestamp>

  init(_ instant: Timestamp) {
    state = Mutex(instant)
  }

  var instant: Timestamp { state.withLock { $0 } }

  func advance(by duration: Duration) {
    state.withLock { $0 = $0 + duration }
  }
}
