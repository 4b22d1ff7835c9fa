import Forecast

/// Seeded loads for tests, minute by minute from a fixed Monday on.
struct SyntheticLoad {
  static let day = 24 * 60
  /// Midnight.
  static let start = 20_000 * day

  var seed: UInt64 = 1
  var level = 100.0
  /// The share of the level by which a day swings to both sides.
  var swing = 0.6
  var noise = 5.0

  /// The load of so many minutes; `alter` may change what the day and chance say.
  func samples(
    minutes: Int,
    alter: (_ minute: Int, _ load: Double) -> Double? = { $1 }
  ) -> [LoadSample] {
    var generator = SplitMix64(seed: seed)
    return (0..<minutes).compactMap { minute in
      let chance = (0..<4).reduce(0.0) { sum, _ in
        sum + Double.random(in: -1...1, using: &generator)
      }
      let load = level * (1 + swing * wave(minute)) + noise * chance
      return alter(minute, load).map {
        LoadSample(minute: Self.start + minute, requestsPerSecond: max(0, $0))
      }
    }
  }

  /// What the day alone says, without chance.
  func expected(_ minute: Int) -> Double { level * (1 + swing * wave(minute)) }

  /// Two arcs a day, up until noon and down until midnight.
  private func wave(_ minute: Int) -> Double {
    let share = Double(minute % Self.day) / Double(Self.day / 2)
    return share < 1 ? 4 * share * (1 - share) : -4 * (share - 1) * (2 - share)
  }
}

extension LoadForecaster {
  /// Feeds a sample and lets the forecaster train to the end.
  mutating func live(_ sample: LoadSample) {
    record(sample)
    while isTraining { train() }
  }

  /// A forecaster that was backfilled and has trained.
  static func backfilled(_ samples: some Sequence<LoadSample>, model: ForecastModel = .auto) -> Self
  {
    var forecaster = LoadForecaster(model: model)
    forecaster.backfill(samples)
    while forecaster.isTraining { forecaster.train() }
    return forecaster
  }
}
