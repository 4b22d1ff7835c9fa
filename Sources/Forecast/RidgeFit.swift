/// Fits a ridge to a quantile of what followed by reweighted least squares, one pass over the rows per step.
///
/// A row that is off by `r` counts `level / |r|` in the next pass when it lies above, `(1 - level) / |r|` below: the squared error so
/// weighed is the pinball loss, at the median half the absolute error.
struct RidgeFit: Sendable {
  /// The share of rows that should lie below.
  private let level: Float
  /// The penalty as a share of all rows' weight.
  private let penalty: Double
  private(set) var weights = [SIMD8<Float>](repeating: SIMD8(), count: FeatureVector.width)
  private let passes: Int
  private var passed = 0
  private(set) var error: Float = 0

  init(level: Float = 0.5, passes: Int = 5, penalty: Double = 0.002, start: Float = 0) {
    self.passes = passes
    self.level = level
    self.penalty = penalty
    weights[FeatureVector.width - 1][FeatureVector.lanes - 1] = start
  }

  var isFinished: Bool { passed >= passes }

  mutating func pass(_ rows: TrainingRows, targets: [Float]) {
    if passed == 0 { error = meanError(rows, targets) }
    var equations = NormalEquations()
    let vectors = rows.rows.span
    let least = max(1e-6, error * 0.1)
    for row in 0..<rows.count {
      let start = row * FeatureVector.width
      let rest = targets[row] - FeatureVector.dot(vectors, at: start, weights.span)
      let side = rest > 0 ? level : 1 - level
      let weight = 2 * side * least / max(least, rest.magnitude)
      equations.add(
        vectors,
        at: start,
        target: targets[row],
        weight: weight * rows.importances[row]
      )
    }
    weights = equations.solve(penalty: penalty)
    passed += 1
    error = meanError(rows, targets)
  }

  private func meanError(_ rows: TrainingRows, _ targets: [Float]) -> Float {
    var sum: Float = 0
    for row in 0..<rows.count {
      let guess = FeatureVector.dot(rows.rows.span, at: row * FeatureVector.width, weights.span)
      sum += (targets[row] - guess).magnitude * rows.importances[row]
    }
    return sum / Float(max(1, rows.count))
  }

  /// What the rows' targets still are without this model's answer.
  func residuals(_ rows: TrainingRows, targets: [Float]) -> [Float] {
    targets.indices.map {
      targets[$0] - FeatureVector.dot(rows.rows.span, at: $0 * FeatureVector.width, weights.span)
    }
  }

  func model(_ targets: [Float]) -> RidgeModel {
    let low = targets.min() ?? 0
    let high = targets.max() ?? 0
    return RidgeModel(weights: weights, range: 1.2 * min(0, low)...1.2 * max(0, high))
  }
}
