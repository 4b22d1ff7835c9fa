import Forecast
import Testing

@Suite("The ladder")
struct LadderTests {
  private let day = SyntheticLoad.day

  @Test("begins with nothing under an hour, goes on with the recent mean under a day")
  func coldStart() throws {
    var forecaster = LoadForecaster(model: .auto)
    for sample in SyntheticLoad().samples(minutes: 59) { forecaster.live(sample) }
    #expect(forecaster.standing.answering == nil)
    #expect(
      forecaster.standing.reason
        == "under an hour of load is known, so the HPA decides alone"
    )
    for sample in SyntheticLoad().samples(minutes: 1_439).dropFirst(59) { forecaster.live(sample) }
    #expect(forecaster.standing.answering == .recentMean)
    #expect(forecaster.gate == .closed(.underADay(minutes: 1_439)))
    #expect(
      forecaster.standing.reason
        == "RecentMean answers for Auto: under a day of load is known, too little to learn from"
    )
  }

  @Test("lets the mix answer once an hour of its forecasts was closer than assuming no change")
  func proven() throws {
    let samples = SyntheticLoad().samples(minutes: 3 * day + 80)
    var forecaster = LoadForecaster.backfilled(samples.prefix(3 * day))
    #expect(forecaster.gate == .closed(.underAnHour(minutes: 0)))
    #expect(forecaster.standing.answering == .recentMean)
    for sample in samples.dropFirst(3 * day) { forecaster.live(sample) }
    let standing = forecaster.standing
    #expect(standing.answering == .auto)
    #expect(standing.gate == .open)
    #expect(
      standing.reason
        == "Auto is trusted: over the last day it was at least as close as assuming no change"
    )
    #expect(abs(standing.weights.reduce(0) { $0 + $1.weight } - 1) < 1e-5)
    #expect(standing.weights.map(\.member).contains(.trees))
    let error = try #require(standing.errorLastDay)
    #expect(error < standing.persistenceErrorLastDay ?? 0)
  }

  @Test("answers for every lead of the next fifteen minutes, each quantile above the one before")
  func bands() throws {
    let samples = SyntheticLoad().samples(minutes: 3 * day + 100)
    var forecaster = LoadForecaster.backfilled(samples.prefix(3 * day))
    for sample in samples.dropFirst(3 * day) { forecaster.live(sample) }
    let bands = try forecaster.bands()
    #expect(bands.map(\.minutesAhead) == Array(1...15))
    for band in bands {
      let expected = SyntheticLoad().expected(3 * day + 99 + band.minutesAhead)
      #expect(abs(band.point - expected) < 10)
      #expect(band.quantiles.all == band.quantiles.all.sorted())
      #expect(band.quantiles.p95 > band.point)
    }
  }

  @Test("steps down with a reason when the load becomes unpredictable, and up again afterwards")
  func gate() {
    var generator = SplitMix64(seed: 5)
    var level = 100.0
    // From the fourth to the sixth day the load jumps about, and every second jump is taken back: what the mix learned is worse than nothing.
    let samples = SyntheticLoad().samples(minutes: 8 * day) { minute, load in
      guard (4 * day..<5 * day).contains(minute) else { return load }
      if minute % 45 == 0 { level = Double.random(in: 20...400, using: &generator) }
      return level
    }
    var forecaster = LoadForecaster.backfilled(samples.prefix(3 * day))
    var gates: [String] = []
    for sample in samples.dropFirst(3 * day) {
      forecaster.live(sample)
      let gate = forecaster.gate == .open ? "open" : forecaster.standing.reason
      if gates.last != gate { gates.append(gate) }
    }
    #expect(gates.contains { $0.hasSuffix("larger than that of assuming no change") })
    #expect(gates.last == "open")
  }

  @Test("is the same for the same samples and seed")
  func determinism() throws {
    let samples = SyntheticLoad().samples(minutes: 2 * day + 100)
    func answer() throws -> [ForecastBand] {
      var forecaster = LoadForecaster.backfilled(samples.prefix(2 * day))
      for sample in samples.dropFirst(2 * day) { forecaster.live(sample) }
      return try forecaster.bands()
    }
    #expect(try answer() == answer())
  }

  @Test("answers a hundred times the load with a hundred times the forecast")
  func levelInvariance() throws {
    let small = SyntheticLoad().samples(minutes: 3 * day + 100)
    let large = small.map {
      LoadSample(minute: $0.minute, requestsPerSecond: 128 * $0.requestsPerSecond)
    }
    func points(_ samples: [LoadSample]) throws -> [Double] {
      var forecaster = LoadForecaster.backfilled(samples.prefix(3 * day))
      for sample in samples.dropFirst(3 * day) { forecaster.live(sample) }
      return try forecaster.bands().map(\.point)
    }
    for (few, many) in zip(try points(small), try points(large)) {
      #expect(abs(many / few / 128 - 1) < 0.02)
    }
  }

  @Test("holds at most 200 KB per service when its ring is full")
  func bounded() {
    let samples = SyntheticLoad().samples(minutes: 16 * day)
    let forecaster = LoadForecaster.backfilled(samples)
    #expect(forecaster.stateBytes <= 200 * 1_024)
  }
}
