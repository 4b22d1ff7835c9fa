import Forecast
import Testing

@Suite("A backtest")
struct BacktestTests {
  private let day = SyntheticLoad.day

  private func run(
    _ model: ForecastModel,
    _ samples: [LoadSample],
    _ change: (inout BacktestSettings) -> Void = { _ in }
  ) throws(BacktestRefusal) -> Backtest {
    var settings = BacktestSettings()
    change(&settings)
    return try Backtest.run(model, on: samples, settings: settings) { .zero }
  }

  @Test("measures persistence against itself as 1")
  func persistence() throws {
    let result = try run(.persistence, SyntheticLoad().samples(minutes: day))
    // The ring keeps loads in single precision.
    #expect(abs(try #require(result.relativeMAE) - 1) < 1e-6)
    #expect(result.relativePinball == 1)
    #expect(result.samples == 432 - 15)
    #expect(result.horizonSeconds == 900)
  }

  @Test(
    "finds every learned model ahead of persistence on days alike",
    arguments: [
      ForecastModel.auto, .ridge, .holtWinters, .trees, .mixWithoutTrees,
    ]
  )
  func learned(model: ForecastModel) throws {
    let result = try run(model, SyntheticLoad().samples(minutes: 5 * day))
    #expect(try #require(result.relativeMAE) < 0.8)
    #expect(try #require(result.relativePinball) < 0.8)
    #expect((0.93...0.97).contains(result.coverage.p95))
    #expect(try #require(result.worstDayCoverageP95) > 0.9)
    #expect(result.answeredShare > 0.95)
    #expect(result.mase.map { $0 < 0.8 } == true)
  }

  @Test("counts what it is told: five rows by hand")
  func byHand() throws {
    let loads = Array(repeating: 10.0, count: 140) + Array(repeating: 20, count: 60)
    let samples = loads.enumerated().map {
      LoadSample(minute: SyntheticLoad.start + $0, requestsPerSecond: $1)
    }
    // The split is minute 140; forecasts made from then on see 20 and find 20.
    let result = try run(.persistence, samples)
    #expect(result.samples == 45)
    #expect(result.mae == 0)
    #expect(result.smape == 0)
    #expect(result.relativeMAE == nil)
    #expect(result.mase == nil)
  }

  @Test("judges five-minute samples in their own minutes only")
  func sparse() throws {
    let samples = SyntheticLoad().samples(minutes: 5 * day) { $0.isMultiple(of: 5) ? $1 : nil }
    let result = try run(.mixWithoutTrees, samples)
    #expect(result.samples == 429)
    #expect(try #require(result.relativeMAE) < 1)
  }

  @Test("advances sample by sample, with progress and the points of a chart")
  func stepwise() throws {
    let samples = SyntheticLoad().samples(minutes: 400)
    var replay = try BacktestReplay(.recentMean, samples: samples)
    var points: [BacktestPoint] = []
    var reading = Duration.zero
    while !replay.isFinished {
      let point = replay.advance {
        reading += .microseconds(3)
        return reading
      }
      if let point { points.append(point) }
    }
    #expect(replay.progress == 1)
    let result = try replay.result()
    #expect(points.count == result.samples)
    #expect(abs(result.predictMicroseconds - 3) < 1e-9)
    #expect(points.allSatisfy { $0.answering == .recentMean })
    let error = points.reduce(0) { $0 + abs($1.point - $1.actual) } / Double(points.count)
    #expect(abs(error - result.mae) < 1e-9)
  }

  @Test("says why a history cannot be judged")
  func refusals() {
    let few = SyntheticLoad().samples(minutes: 40)
    #expect(throws: BacktestRefusal.noSamples) { try run(.auto, []) }
    #expect(throws: BacktestRefusal.nothingAfterSplit(samples: 40)) { try run(.auto, few) }
    #expect(throws: BacktestRefusal.horizon(0)) { try run(.auto, few) { $0.horizonMinutes = 0 } }
    #expect(throws: BacktestRefusal.split) { try run(.auto, few) { $0.split = 1 } }
    let hour = SyntheticLoad().samples(minutes: 58)
    #expect(throws: BacktestRefusal.neverForecast(minutes: 58)) { try run(.auto, hour) }
    #expect(
      "\(BacktestRefusal.neverForecast(minutes: 58))"
        == "no forecast could be judged: a forecast needs 60 minutes of load and the history spans 58; give a longer history"
    )
  }
}

@Suite("Readings")
struct TimedLoadTests {
  @Test("every ten seconds become the mean of their minute, in any order, without what is no load")
  func minutes() {
    let readings = [
      TimedLoad(second: 70, requestsPerSecond: 6), TimedLoad(second: 0, requestsPerSecond: 1),
      TimedLoad(second: 10, requestsPerSecond: 3), TimedLoad(second: 80, requestsPerSecond: .nan),
      TimedLoad(second: 90, requestsPerSecond: -4), TimedLoad(second: 300, requestsPerSecond: 9),
    ]
    let samples = TimedLoad.minutes(of: readings)
    #expect(samples.map(\.minute) == [0, 1, 5])
    #expect(samples.map(\.requestsPerSecond) == [2, 6, 9])
    #expect(TimedLoad.minutes(of: []).isEmpty)
  }
}

@Suite("Quantiles of a forecast")
struct QuantileValuesTests {
  private let values = QuantileValues(p50: 80, p90: 100, p95: 110, p99: 150)

  @Test(
    "are themselves at their levels and lie between on others",
    arguments: [(0.5, 80.0), (0.9, 100), (0.95, 110), (0.99, 150), (0.1, 80), (0.93, 104.8)]
  )
  func levels(level: Double, value: Double) {
    #expect(abs(values.value(at: level) - value) < 1e-9)
  }

  @Test("go on rising to P99.9 and no further")
  func beyond() {
    #expect(values.value(at: 0.995) > 150)
    #expect(values.value(at: 1) == values.value(at: 0.999))
  }

  @Test("models are found by name, whatever the case")
  func names() {
    for model in ForecastModel.allCases { #expect(ForecastModel(name: model.name) == model) }
    #expect(ForecastModel(name: "randomforest") == .randomForest)
    #expect(ForecastModel(name: "prophet") == nil)
  }
}
