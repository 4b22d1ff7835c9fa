import Time

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A day with a quiet night and a busy afternoon, a little different each day.
package struct DailyShape: Hashable, Sendable {
  private static let day = 86_400.0
  private let lowest: Double
  private let highest: Double
  private let seed: UInt64

  package init(lowest: Double, highest: Double, seed: UInt64) {
    self.lowest = lowest
    self.highest = highest
    self.seed = seed
  }

  package func rate(at elapsed: Duration) -> Double {
    let seconds = max(0, elapsed.seconds)
    let phase = 2 * .pi * seconds / Self.day
    let shape = (1 - cos(phase)) / 2 * 0.85 + (1 - cos(2 * phase)) / 2 * 0.15
    var generator = SeededGenerator(seed: seed, stream: UInt64(seconds / 300))
    let noise = 0.95 + 0.1 * generator.unit()
    return (lowest + (highest - lowest) * shape * dayFactor(seconds)) * noise
  }

  /// Between 0.9 and 1.1, one draw per day.
  private func dayFactor(_ seconds: Double) -> Double {
    var generator = SeededGenerator(seed: seed, stream: 1_000_000 + UInt64(seconds / Self.day))
    return 0.9 + 0.2 * generator.unit()
  }
}
