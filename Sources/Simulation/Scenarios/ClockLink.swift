import Synchronization
import Time

/// Hands a world's clock to those who are made before the world.
final class ClockLink: Sendable {
  private let clock = Mutex<VirtualClock?>(nil)

  func connect(_ clock: VirtualClock) {
    self.clock.withLock { $0 = clock }
  }

  var timestamp: Timestamp {
    clock.withLock { $0?.timestamp } ?? Timestamp(epochSeconds: 0)
  }
}
