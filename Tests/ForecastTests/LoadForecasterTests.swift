import Forecast
import Testing

@Suite("A service's forecaster")
struct LoadForecasterTests {
  private func sample(_ minute: Int, _ load: Double) -> LoadSample {
    LoadSample(minute: minute, requestsPerSecond: load)
  }

  /// High and low in turns of a quarter of an hour, the worst case for assuming no change, with some noise.
  private func square(_ minute: Int) -> Double {
    var noise = SplitMix64(seed: UInt64(minute))
    let level: Double = (minute / 16).isMultiple(of: 2) ? 100 : 20
    return level + Double.random(in: -5...5, using: &noise)
  }

  private func forecaster(_ model: ForecastModel, minutes: Int) -> LoadForecaster {
    var parameters = GuideParameters(lookback: 20, horizon: 15)
    parameters.treeCount = 3
    var forecaster = LoadForecaster(model: model, parameters: parameters)
    for minute in 0..<minutes {
      forecaster.record(sample(minute, square(minute)))
      while forecaster.isTraining { forecaster.train() }
    }
    return forecaster
  }

  @Test("has no forecast under an hour of data, and says how much there is")
  func coldStart() {
    let young = forecaster(.auto, minutes: 59)
    #expect(throws: ForecastUnavailable.tooLittleHistory(minutes: 59)) {
      try young.forecast(quantile: 0.95, ahead: 5)
    }
    #expect(
      "\(ForecastUnavailable.tooLittleHistory(minutes: 59))"
        == "the history has 59 minutes of load, 60 are needed"
    )
  }

  @Test("has no forecast when nothing recent is known")
  func outage() {
    var silenced = forecaster(.auto, minutes: 100)
    for minute in 85..<100 { silenced.markOutage(minute: minute) }
    #expect(throws: ForecastUnavailable.nothingRecent) {
      try silenced.forecast(quantile: 0.95, ahead: 5)
    }
    #expect("\(ForecastUnavailable.nothingRecent)" == "no load is known for the last 15 minutes")
  }

  @Test(
    "answers with the recent mean for RecentMean, and for Auto under a day of load",
    arguments: [(ForecastModel.auto, false), (.recentMean, true)]
  )
  func recentMean(model: ForecastModel, isOpen: Bool) throws {
    let forecast = try forecaster(model, minutes: 120).forecast(quantile: 0.95, ahead: 5)
    #expect(forecast.model == .recentMean)
    #expect((forecast.gate == .open) == isOpen)
    #expect(forecast.madeAt == 119)
    #expect(forecast.upperAtLead >= forecast.point)
    #expect(forecast.upperNext15Minutes >= forecast.point)
  }

  @Test("steps down to the recent mean while the forest is untrained")
  func untrained() throws {
    let forecast = try forecaster(.randomForest, minutes: 120).forecast(quantile: 0.95, ahead: 5)
    #expect(forecast.model == .recentMean)
    #expect(forecast.gate == .closed(.untrained(trees: 0)))
  }

  @Test("steps down to the recent mean until an hour of the forest's forecasts came due")
  func unproven() throws {
    let forecast = try forecaster(.randomForest, minutes: 280).forecast(quantile: 0.95, ahead: 5)
    #expect(forecast.model == .recentMean)
    #expect(forecast.gate == .closed(.unproven(judged: 24)))
  }

  @Test("lets the forest answer once it has proved better than assuming no change")
  func trusted() throws {
    let forest = forecaster(.randomForest, minutes: 600)
    #expect(forest.gate == .open)
    let forecast = try forest.forecast(quantile: 0.95, ahead: 5)
    #expect(forecast.model == .randomForest)
    #expect(abs(forecast.point - square(599 + 16)) < 15)
  }

  @Test("does not train while no training is due")
  func idle() {
    var forecaster = forecaster(.auto, minutes: 300)
    #expect(!forecaster.isTraining)
    forecaster.train()
    #expect(!forecaster.isTraining)
  }

  @Test("trains four hours in, one tree per slice, and says how far it is")
  func slices() {
    var forest = forecaster(.randomForest, minutes: 239)
    #expect(!forest.isTraining)
    forest.record(sample(239, 50))
    for trees in [0, 0, 1, 2] {
      #expect(forest.isTraining)
      #expect(forest.gate == .closed(.untrained(trees: trees)))
      forest.train()
    }
    #expect(!forest.isTraining)
    #expect(forest.gate == .closed(.unproven(judged: 0)))
  }

  @Test("hands its refusals on, and judges Auto's samples by the request rate alone")
  func refusals() {
    var auto = forecaster(.auto, minutes: 5)
    #expect(auto.record(sample(4, 1)) == .duplicate(minute: 4))
    #expect(auto.record(LoadSample(minute: 5, requestsPerSecond: 1, latency: .nan)) == nil)
    var forest = forecaster(.randomForest, minutes: 5)
    let nameless = LoadSample(minute: 5, requestsPerSecond: 1, latency: .nan)
    #expect(forest.record(nameless) == .notFinite(.latency))
  }

  @Test("knows the largest load of fourteen days")
  func peak() {
    #expect(forecaster(.auto, minutes: 60).peakLoad.map { $0 > 100 && $0 <= 105 } == true)
    #expect(LoadForecaster(model: .auto).peakLoad == nil)
  }
}
