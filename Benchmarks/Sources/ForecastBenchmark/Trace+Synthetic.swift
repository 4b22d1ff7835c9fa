import Forecast
import Glibc

extension Trace {
  /// Seeded loads of known make, for a look at what no recorded trace shows.
  static var synthetic: [Trace] {
    [
      make("day and noise", days: 12, seed: 1) { minute, random in
        200 * day(minute, amplitude: 0.5) * (1 + 0.08 * random())
      },
      make("jobs on the hour", days: 12, seed: 2) { minute, random in
        50 + (minute % 60 < 6 ? 80 : 0) + 4 * random()
      },
      make("working week", days: 15, seed: 3) { minute, random in
        let isWeekend = minute / 1_440 % 7 >= 5
        return (isWeekend ? 40 : 120 * day(minute, amplitude: 0.8)) + 8 * random()
      },
      wandering("wandering", days: 10, seed: 4),
      make("low and random", days: 10, seed: 5) { minute, random in
        poisson(0.3 * day(minute, amplitude: 0.6) * 60, random) / 60
      },
    ]
  }

  private static func day(_ minute: Int, amplitude: Double) -> Double {
    1 + amplitude * sin(2 * .pi * Double(minute) / 1_440)
  }

  private static func poisson(_ mean: Double, _ random: () -> Double) -> Double {
    max(0, (mean + mean.squareRoot() * random()).rounded())
  }

  private static func make(
    _ name: String,
    days: Int,
    seed: UInt64,
    load: (Int, () -> Double) -> Double
  ) -> Trace {
    var generator = SplitMix64(seed: seed)
    // Twelve uniform numbers make a normal one.
    let normal = {
      (0..<12).reduce(-6.0) { sum, _ in sum + Double.random(in: 0..<1, using: &generator) }
    }
    let samples = (0..<days * 1_440).map {
      LoadSample(minute: 28_000_000 + $0, requestsPerSecond: max(0, load($0, normal)))
    }
    return Trace(name: name, samples: samples)
  }

  /// A random walk drawn to its mean: persistence is nearly the best that can be done.
  private static func wandering(_ name: String, days: Int, seed: UInt64) -> Trace {
    var level = 0.0
    return make(name, days: days, seed: seed) { _, random in
      level += 0.02 * random() - 0.002 * level
      return 100 * exp(level)
    }
  }
}
