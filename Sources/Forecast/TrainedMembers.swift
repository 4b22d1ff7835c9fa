/// The members as the last training left them, and the smoothing as it went on since.
struct TrainedMembers: Sendable {
  /// Whether there were two days to see a season in.
  let isSeasonal: Bool
  /// By horizon.
  var scalings: [FeatureScaling] = []
  var ridge: [RidgeModel] = []
  /// By place in `Horizons.withTrees`.
  var trees: [BoostedTrees] = []
  /// By place in `Horizons.shaped`, P90, P95 and P99 each: how far above the point.
  var shapes: [[RidgeModel]] = []
  var smoothing: HoltWinters?
  /// The mean absolute error on the training rows by horizon and member, requests per second; 0 for a member that there is not.
  var errors: [SIMD8<Float>] = Array(repeating: SIMD8(), count: Horizons.count)

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
    let first = max(smoothing.newest + 1, end - HoltWinters.day)
    for next in first..<max(first, end) {
      smoothing.take(ring.mean(next * step...next * step + step - 1), step: next)
    }
    self.smoothing = smoothing
  }

  /// What each member says of a horizon, requests per second; `features` must be aimed at it and standardised.
  func predictions(_ features: LoadFeatures, horizon: Int, target: Int) -> SIMD8<Float> {
    var predictions = SIMD8<Float>(repeating: .nan)
    let change = ridge[horizon].predict(features)
    predictions[Member.ridge.rawValue] = max(0, features.base + features.scale * change)
    if let smoothing {
      predictions[Member.holtWinters.rawValue] = max(0, smoothing.predict(minute: target))
    }
    if let place = Horizons.withTrees.firstIndex(of: horizon), place < trees.count {
      let change = trees[place].predict(features)
      predictions[Member.trees.rawValue] = max(0, features.base + features.scale * change)
    }
    return predictions
  }

  /// How far P50, P90, P95 and P99 should lie above the point, requests per second.
  func shape(_ features: LoadFeatures, horizon: Int) -> SIMD4<Float> {
    var shape = SIMD4<Float>()
    for (place, model) in shapes[Horizons.shapes[horizon]].enumerated() {
      shape[place + 1] = max(shape[place], model.predict(features) * features.scale)
    }
    return shape
  }
}
