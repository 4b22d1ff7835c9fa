package import Forecast

/// A service's load that never was: for users without a recording, the same for the same seed on every machine.
///
/// Business hours on weekdays, quieter weekends, a slow drift, bursts that nobody could foresee, the scatter of independent requests,
/// and one outage of half an hour. No draw and no curve depends on a C library.
package struct SyntheticTrace: Hashable, Sendable {
  package var seed: UInt64
  package var days = 14
  /// Requests per second over a weekday.
  package var mean = 60.0
  /// Monday, 2 March 2026, 00:00 UTC.
  package var firstMinute = 29_540_160

  package init(seed: UInt64) {
    self.seed = seed
  }

  package var trace: LoadTrace {
    var generator = SplitMix64(seed: seed)
    let minutes = days * 1_440
    let outage = outage(using: &generator)
    var bursts = Bursts()
    var drift = 0.0
    let samples = (0..<minutes).map { minute -> LoadSample? in
      drift = 0.995 * drift + 0.01 * generator.normal()
      let extra = bursts.next(using: &generator)
      let expected = mean * Self.season(minute) * max(0.2, 1 + drift) * extra
      let load = outage.contains(minute) ? 0 : generator.rate(expected)
      return LoadSample(minute: firstMinute + minute, requestsPerSecond: load)
    }
    return LoadTrace(name: "synthetic, seed \(seed)", firstMinute: firstMinute, samples: samples)
  }

  /// Half an hour on a working day past the middle, so that the judged part has seen one.
  private func outage(using generator: inout SplitMix64) -> Range<Int> {
    let day = days / 2
    let start = day * 1_440 + 600 + Int(generator.unit() * 300)
    return start..<start + 30
  }

  /// The habit of the hour and the weekday, 1 on average over a weekday.
  private static func season(_ minute: Int) -> Double {
    let day = minute / 1_440 % 7
    let hour = Double(minute % 1_440) / 60
    // Two rounded humps, before and after noon, on a quiet night.
    let shape = 0.35 + 1.15 * hump(hour, from: 5, to: 17) + 0.75 * hump(hour, from: 11, to: 23.5)
    return day < 5 ? shape : 0.35 + (shape - 0.35) * 0.45
  }

  /// From 0 up to 1 in the middle and down again, without a corner: `16 x^2 (1-x)^2`.
  private static func hump(_ hour: Double, from start: Double, to end: Double) -> Double {
    let share = (hour - start) / (end - start)
    guard (0...1).contains(share) else { return 0 }
    return 16 * share * share * (1 - share) * (1 - share)
  }
}

/// About once a day something doubles the load within minutes and ebbs away over half an hour.
private struct Bursts {
  private var height = 0.0
  private var rising = 0
  private var target = 0.0

  /// The factor for the next minute.
  mutating func next(using generator: inout SplitMix64) -> Double {
    if rising == 0, generator.unit() < 1.0 / 1_440 {
      rising = 3 + Int(generator.unit() * 5)
      target = 0.5 + generator.unit() * 1.0
    }
    if rising > 0 {
      height += (target - height) / Double(rising)
      rising -= 1
    } else {
      height *= 0.93
    }
    return 1 + height
  }
}

extension SplitMix64 {
  /// Uniform in `0..<1`.
  package mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// Nearly standard normal: twelve uniform numbers less six; never beyond 6.
  mutating func normal() -> Double { (0..<12).reduce(-6) { sum, _ in sum + unit() } }

  /// The request rate of a minute in which requests come independently of each other; both per second.
  mutating func rate(_ expected: Double) -> Double {
    let mean = expected * 60
    guard mean < 100 else { return max(0, mean + mean.squareRoot() * normal()).rounded() / 60 }
    let share = mean / 400
    return Double((0..<400).reduce(0) { count, _ in unit() < share ? count + 1 : count }) / 60
  }
}
