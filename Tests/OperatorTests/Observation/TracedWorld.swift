import Simulation
import Synchronization
import Time

/// Ends the circle that a world is made with a tracer, and a tracer with the clock of the world.
enum TracedWorld {
  final class Clock: Sendable {
    private let source = Mutex<VirtualClock?>(nil)

    var timestamp: Timestamp {
      source.withLock { $0 }?.timestamp ?? Timestamp(epochSeconds: 0)
    }

    func follow(_ world: OperatorWorld) {
      let clock = world.clock
      source.withLock { $0 = clock }
    }
  }
}
