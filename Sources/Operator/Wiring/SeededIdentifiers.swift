import Forecast
import Synchronization

/// Numbers that make names unique; the same ones in every run with the same seed.
final class SeededIdentifiers: Sendable {
  private let generator: Mutex<SplitMix64>

  init(seed: UInt64) {
    generator = Mutex(SplitMix64(seed: seed))
  }

  var next: @Sendable () -> UInt64 {
    { self.generator.withLock { $0.next() } }
  }
}
