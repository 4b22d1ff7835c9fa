import Forecast
import Testing

@Suite("What moves a forecast")
struct InfluenceTests {
  @Test("is nothing before there is a model, and names what the trained one looks at")
  func influences() {
    var forecaster = LoadForecaster(model: .ridge)
    #expect(forecaster.influences.isEmpty)
    // Three days that climb from midnight to noon and fall again.
    let samples = (0..<3 * 1_440).map { minute in
      let hour = Double(minute % 1_440) / 60
      return LoadSample(
        minute: 29_540_160 + minute,
        requestsPerSecond: 50 + 10 * min(hour, 24 - hour)
      )
    }
    forecaster.backfill(samples)
    while forecaster.isTraining { forecaster.train() }
    let influences = forecaster.influences
    #expect(influences.count == 10)
    #expect(influences.allSatisfy { $0.requestsPerSecond.isFinite })
    let sizes = influences.map(\.requestsPerSecond.magnitude)
    #expect(sizes == sizes.sorted(by: >))
    // At midnight the load turns: something must say that it rises.
    #expect(influences.contains { $0.requestsPerSecond > 0 })
  }
}
