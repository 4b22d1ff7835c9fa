/// A linear model of one horizon: the change from the base, in daily means.
struct RidgeModel: Sendable {
  let scaling: FeatureScaling
  var weights: [SIMD8<Float>]
  /// The changes that it has seen, stretched by a fifth: it does not predict beyond them.
  let changes: ClosedRange<Float>
  /// The mean absolute error on its training rows, in daily means.
  let error: Float

  /// Without allocating.
  func predict(_ features: LoadFeatures) -> Float {
    var sum = SIMD8<Float>()
    for part in 0..<FeatureVector.width {
      sum += scaling.apply(features.vector(part), part: part) * weights[part]
    }
    let change = sum.sum()
    return change.isNaN ? 0 : min(changes.upperBound, max(changes.lowerBound, change))
  }
}

extension LoadFeatures {
  /// Eight features.
  func vector(_ part: Int) -> SIMD8<Float> {
    var vector = SIMD8<Float>()
    for lane in 0..<FeatureVector.lanes {
      vector[lane] = values[part * FeatureVector.lanes + lane]
    }
    return vector
  }
}
