/// The members as the last training left them, and the smoothing as it went on since.
struct TrainedMembers: Sendable {
  /// Whether there were two days to see a season in.
  let isSeasonal: Bool
  /// By horizon.
  var ridge: [RidgeModel] = []
  var smoothing: HoltWinters?
  /// The mean absolute error on the training rows by horizon and member, requests per second; 0 for a member that there is not.
  var errors: [SIMD4<Float>] = Array(repeating: SIMD4(), count: Horizons.count)

  init(isSeasonal: Bool) {
    self.isSeasonal = isSeasonal
  }

  /// Takes the five-minute means that are complete since into the smoothing.
  mutating func catchUp(_ ring: SampleRing) {
    guard var smoothing, let latest = ring.latest else { return }
    self.smoothing = nil
    let step = HoltWinters.step
    let end = (latest + 1) / step
    // After a clock's jump the season is all that is left.
    for next in max(smoothing.newest + 1, end - HoltWinters.day)..<max(smoothing.newest + 1, end) {
      smoothing.take(ring.mean(next * step...next * step + step - 1), step: next)
    }
    self.smoothing = smoothing
  }

  func predict(
    _ features: LoadFeatures,
    horizon: Int,
    target: Int,
    into predictions: inout [Float]
  ) {
    let base = features.base
    predictions[Member.recentMean.rawValue] = base
    let change = ridge.indices.contains(horizon) ? ridge[horizon].predict(features) : 0
    predictions[Member.ridge.rawValue] = max(0, base + features.scale * change)
    predictions[Member.holtWinters.rawValue] =
      smoothing.map { max(0, $0.predict(minute: target)) } ?? base
    predictions[Member.trees.rawValue] = predictions[Member.ridge.rawValue]
  }
}
