import Forecast
import Testing

@Suite("The guide's features")
struct GuideFeaturesTests {
  private let window = [10.0, 20, 30].enumerated().map { minute, load in
    LoadSample(
      minute: minute,
      requestsPerSecond: load,
      latency: 5,
      cpu: 100 - load,
      memory: 1,
      gpu: 0,
      queueDepth: load * 2
    )
  }

  @Test("are the mean, maximum, minimum and population deviation of each metric, then the trends")
  func layout() throws {
    let features = GuideFeatures.vector(of: window[...])
    let deviation = (200.0 / 3).squareRoot()
    let expected: [Double] =
      [20, 30, 10, deviation, 5, 5, 5, 0, 80, 90, 70, deviation, 1, 1, 1, 0, 0, 0, 0, 0]
      + [40, 60, 20, 2 * deviation] + [20.0 / 3, 0, -20.0 / 3, 0, 0, 40.0 / 3]
    try #require(features.count == GuideFeatures.count)
    for (feature, wanted) in zip(features, expected) { #expect(abs(feature - wanted) < 1e-12) }
  }

  @Test("of a single sample have no deviation and no trend")
  func singleSample() {
    let features = GuideFeatures.vector(of: window[2...2])
    #expect(Array(features[0..<4]) == [30, 30, 30, 0])
    #expect(Array(features[24...]) == [0, 0, 0, 0, 0, 0])
  }

  @Test("divide the trend by the number of samples, not of steps")
  func trend() {
    #expect(GuideFeatures.trend(of: [1, 9, 4]) == 1)
    #expect(GuideFeatures.trend(of: []) == 0)
  }

  @Test("train on rows that end before minute i and predict minute i + horizon")
  func trainingRows() {
    let history = (0..<8).map { LoadSample(minute: $0, requestsPerSecond: Double($0 * $0)) }
    let set = TrainingSet(history: history, parameters: GuideParameters(lookback: 3, horizon: 2))
    #expect(set.targets == [25, 36, 49])
    #expect(set.lastLoads == [4, 9, 16])
    #expect(set.features.row(0)[1] == 4)
    #expect(set.features.row(2)[2] == 4)
  }

  @Test("leave out the rows that would see or predict a missing minute")
  func missingMinutes() {
    var history: [LoadSample?] = (0..<12).map {
      LoadSample(minute: $0, requestsPerSecond: Double($0))
    }
    history[5] = nil
    let set = TrainingSet(history: history, parameters: GuideParameters(lookback: 3, horizon: 1))
    #expect(set.targets == [4, 6, 10, 11])
  }
}
