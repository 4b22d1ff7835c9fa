import Forecast
import Testing

@Suite("The guide's predictor")
struct GuidePredictorTests {
  private func history(_ loads: [Double]) -> [LoadSample] {
    loads.enumerated().map { LoadSample(minute: $0, requestsPerSecond: $1) }
  }

  @Test(
    "untrained, answers with the mean of the last ten samples plus their trend times the horizon",
    arguments: [
      ([], 0), ([7], 7), ([10, 20], 90), ([20, 10], 0),
      ([1_000, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 19),
    ] as [([Double], Double)]
  )
  func movingAverage(loads: [Double], prediction: Double) {
    let predictor = GuidePredictor()
    #expect(!predictor.isTrained)
    #expect(abs(predictor.predict(history(loads)) - prediction) < 1e-9)
  }

  @Test("stays untrained on a history too short for one row")
  func tooShort() {
    var predictor = GuidePredictor(parameters: GuideParameters(lookback: 60, horizon: 15))
    predictor.train(on: history((0..<75).map(Double.init)))
    #expect(!predictor.isTrained)
    predictor.train(on: history((0..<76).map(Double.init)))
    #expect(predictor.isTrained)
  }

  @Test("trained on a repeating pattern, knows what comes next")
  func learns() {
    var parameters = GuideParameters(lookback: 6, horizon: 3)
    parameters.treeCount = 20
    let wave: [Double] = (0..<400).map { minute in
      let phase = minute % 12
      return Double(phase < 6 ? 10 + phase : 100 + phase)
    }
    var predictor = GuidePredictor(parameters: parameters)
    predictor.train(on: history(wave))
    for end in 380..<390 {
      let recent = Array(history(wave)[end - 6..<end])
      #expect(abs(predictor.predict(recent) - wave[end + 3]) < 3)
    }
  }

  @Test("trained tree by tree is the same predictor, and usable only when the last tree is grown")
  func interruptible() throws {
    var parameters = GuideParameters(lookback: 6, horizon: 3)
    parameters.treeCount = 4
    let samples = history((0..<120).map { Double($0 * $0 % 17) })
    var whole = GuidePredictor(parameters: parameters)
    whole.train(on: samples)
    var sliced = GuidePredictor(parameters: parameters)
    var training = try #require(GuideTraining(history: samples, parameters: parameters))
    for _ in 0..<4 {
      sliced.adopt(training)
      #expect(!sliced.isTrained)
      training.growNextTree()
    }
    sliced.adopt(training)
    let recent = Array(samples.suffix(6))
    #expect(sliced.predict(recent) == whole.predict(recent))
  }
}
