/// A row of features in six vectors of eight, as the arithmetic of training wants it.
struct FeatureVector: Sendable {
  static let lanes = 8
  static let width = LoadFeatures.count / lanes

  /// The sum of products of a row with weights.
  static func dot(_ row: Span<SIMD8<Float>>, at start: Int, _ weights: Span<SIMD8<Float>>) -> Float
  {
    var sum = SIMD8<Float>()
    for part in 0..<width { sum += row[start + part] * weights[part] }
    return sum.sum()
  }
}
