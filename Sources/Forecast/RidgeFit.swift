/// Fits a ridge to the absolute error by reweighted least squares, one pass over the rows per step.
///
/// A row that is off by `r` counts `1 / |r|` in the next pass: the squared error so weighed is the absolute one.
struct RidgeFit: Sendable {
  /// The penalty as a share of all rows' weight.
  static let penalty = 0.002
  private static let passes = 6

  private var weights = [SIMD8<Float>](repeating: SIMD8(), count: FeatureVector.width)
  private var passed = 0
  private(set) var error: Float = 0

  init() {}

  var isFinished: Bool { passed >= Self.passes }

  mutating func pass(_ rows: TrainingRows) {
    var equations = NormalEquations()
    let vectors = rows.rows.span
    let least = max(1e-6, error * 0.1)
    for row in 0..<rows.count {
      let start = row * FeatureVector.width
      let target = rows.targets[row]
      let weight =
        passed == 0
        ? 1
        : least
          / max(least, (target - FeatureVector.dot(vectors, at: start, weights.span)).magnitude)
      equations.add(vectors, at: start, target: target, weight: weight * rows.importances[row])
    }
    weights = equations.solve(penalty: Self.penalty)
    passed += 1
    error = meanError(rows)
  }

  private func meanError(_ rows: TrainingRows) -> Float {
    var sum: Float = 0
    for row in 0..<rows.count {
      let guess = FeatureVector.dot(rows.rows.span, at: row * FeatureVector.width, weights.span)
      sum += (rows.targets[row] - guess).magnitude * rows.importances[row]
    }
    return sum / Float(max(1, rows.count))
  }

  func model(_ rows: TrainingRows) -> RidgeModel {
    let low = rows.targets.min() ?? 0
    let high = rows.targets.max() ?? 0
    return RidgeModel(
      scaling: rows.scaling,
      weights: weights,
      changes: 1.2 * min(0, low)...1.2 * max(0, high),
      error: error
    )
  }
}
