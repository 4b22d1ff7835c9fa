/// A linear model of one horizon, in daily means.
struct RidgeModel: Sendable {
  let weights: [SIMD8<Float>]
  /// The answers that its training rows call for, stretched by a fifth: it does not go beyond them.
  let range: ClosedRange<Float>

  /// Without allocating.
  func predict(_ features: LoadFeatures) -> Float {
    let answer = FeatureVector.dot(features.standardised.span, at: 0, weights.span)
    return answer.isNaN ? 0 : min(range.upperBound, max(range.lowerBound, answer))
  }
}
