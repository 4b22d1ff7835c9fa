import Simulation
import Synchronization
import Time

/// Hands a clock to somebody who is made before it.
final class ClockBox: Sendable {
  private let clock = Mutex<VirtualClock?>(nil)

  func set(_ clock: VirtualClock) {
    self.clock.withLock { $0 = clock }
  }

  var timestamp: Timestamp {
    clock.withLock { $0?.timestamp } ?? Timestamp(epochSeconds: 0)
  }
}
