import Forecast
import Glibc
import Loopback

/// What a service costs that is forecast every minute and trained every day.
struct Cost {
  private static let day = 1_440

  /// One day of so many services after fifteen days of history, and what it took.
  static func measure(services: Int) throws(BenchmarkError) -> [Measurement] {
    var forecasters: [LoadForecaster] = []
    var training: UInt64 = 0
    var prediction: UInt64 = 0
    var longest: UInt64 = 0
    for service in 0..<services {
      var forecaster = LoadForecaster(model: .auto, seed: UInt64(service))
      let samples = Self.samples(service)
      forecaster.backfill(samples.prefix(15 * day - 1))
      for sample in samples[(15 * day - 1)..<(16 * day - 2)] {
        while forecaster.isTraining {
          let start = processorNanoseconds()
          forecaster.train()
          let spent = processorNanoseconds() - start
          training += spent
          longest = max(longest, spent)
        }
        let start = processorNanoseconds()
        forecaster.record(sample)
        let forecast = try? forecaster.forecast(quantile: 0.95, ahead: 5)
        prediction += processorNanoseconds() - start
        guard forecast != nil else { throw BenchmarkError("there is no forecast") }
      }
      forecasters.append(forecaster)
    }
    let count = Double(services)
    let share = Double(training + prediction) / count / 86_400e9 * 1_000 * 100
    return [
      Measurement(
        what: "1,000 services: share of one core",
        value: share,
        unit: "%",
        goal: 1,
        limit: 3
      ),
      Measurement(
        what: "a day's training",
        value: Double(training) / count / 1e6,
        unit: "ms",
        goal: 650,
        limit: 3_000
      ),
      Measurement(
        what: "a minute's sample and forecast",
        value: Double(prediction) / count / 1_440 / 1e3,
        unit: "µs",
        goal: 100,
        limit: 500
      ),
      Measurement(
        what: "the longest slice of training",
        value: Double(longest) / 1e6,
        unit: "ms",
        goal: 5,
        limit: 100
      ),
      Measurement(
        what: "state per service (\(forecasters.count) kept)",
        value: Double(forecasters.map(\.stateBytes).max() ?? 0) / 1_024,
        unit: "KB",
        goal: 200,
        limit: 400
      ),
    ]
  }

  /// Time of this process on a processor: what else runs on the machine does not count.
  private static func processorNanoseconds() -> UInt64 {
    var time = timespec()
    _ = unsafe clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
  }

  private static func samples(_ service: Int) -> [LoadSample] {
    var generator = SplitMix64(seed: UInt64(service))
    return (0..<16 * day).map { minute in
      let turn = 2 * Double.pi * Double(minute) / Double(day)
      let noise = Double.random(in: -1...1, using: &generator)
      let load = 100 * (1 + 0.5 * sin(turn)) + 10 * noise
      return LoadSample(minute: 28_000_000 + minute, requestsPerSecond: load)
    }
  }
}
