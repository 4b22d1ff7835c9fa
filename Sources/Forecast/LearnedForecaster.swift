/// Trained members, their mix and its rungs.
struct LearnedForecaster: Sendable {
  private let model: ForecastModel

  /// `nil` for a model without learned members.
  init?(_ model: ForecastModel, seed: UInt64) {
    switch model {
    case .auto, .mixWithoutTrees, .ridge, .holtWinters, .trees: self.model = model
    case .randomForest, .recentMean, .persistence, .seasonalNaive: return nil
    }
  }

  var isTraining: Bool { false }
  var lastDay: TrailingDay? { nil }

  mutating func observe(_ sample: LoadSample, ring: SampleRing) {}
  mutating func train(on ring: SampleRing) {}
  mutating func scheduleTraining(_ ring: SampleRing) {}
  func gate(_ ring: SampleRing) -> TrustGate { .closed(.training) }
  func answer(ahead minutes: Int, latest: Int?, isGated: Bool) -> ForecastAnswer? { nil }
  func weights(of answering: ForecastModel?) -> [MemberWeight] { [] }
}
