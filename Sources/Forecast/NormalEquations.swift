/// Weighted least squares of many rows, collected row by row and solved by Cholesky's decomposition.
struct NormalEquations: Sendable {
  private static let count = LoadFeatures.count
  private static let width = FeatureVector.width
  /// Row `i` of the matrix of products in `width` vectors.
  private var products = [SIMD8<Float>](repeating: SIMD8(), count: count * width)
  private var moments = [SIMD8<Float>](repeating: SIMD8(), count: width)
  private(set) var totalWeight = 0.0

  mutating func add(_ rows: Span<SIMD8<Float>>, at start: Int, target: Float, weight: Float) {
    totalWeight += Double(weight)
    for part in 0..<Self.width { moments[part] += rows[start + part] * (weight * target) }
    Self.addProducts(to: &products, rows, at: start, weight: weight)
  }

  /// The upper triangle, in whole vectors.
  private static func addProducts(
    to products: inout [SIMD8<Float>],
    _ rows: Span<SIMD8<Float>>,
    at start: Int,
    weight: Float
  ) {
    var products = products.mutableSpan
    for group in 0..<width {
      let factors = rows[start + group] * weight
      for lane in 0..<FeatureVector.lanes {
        let factor = factors[lane]
        let row = (group * FeatureVector.lanes + lane) * width
        for part in group..<width { products[row + part] += rows[start + part] * factor }
      }
    }
  }

  /// The weights with the least squared error plus `penalty` (a share of all weight) times their own squares; the last, the constant,
  /// goes free.
  func solve(penalty: Double) -> [SIMD8<Float>] {
    let count = Self.count
    var matrix = [Double](repeating: 0, count: count * count)
    for row in 0..<count {
      for column in row..<count {
        let part = products[row * Self.width + column / FeatureVector.lanes]
        matrix[column * count + row] = Double(part[column % FeatureVector.lanes])
      }
      let free = row == count - 1 ? 1e-6 : penalty
      matrix[row * count + row] += max(1e-12, free * totalWeight)
    }
    var solution = (0..<count).map {
      Double(moments[$0 / FeatureVector.lanes][$0 % FeatureVector.lanes])
    }
    Self.solve(&matrix, &solution, count: count)
    return (0..<Self.width).map { part in
      var weights = SIMD8<Float>()
      for lane in 0..<FeatureVector.lanes {
        weights[lane] = Float(solution[part * FeatureVector.lanes + lane])
      }
      return weights
    }
  }

  /// Cholesky's decomposition of the lower triangle in place, then both substitutions.
  private static func solve(_ matrix: inout [Double], _ solution: inout [Double], count: Int) {
    var matrix = matrix.mutableSpan
    for column in 0..<count {
      var pivot = matrix[column * count + column]
      for place in 0..<column {
        pivot -= matrix[column * count + place] * matrix[column * count + place]
      }
      // Rounding can make a combination of near-twins negative; the penalty keeps it from mattering.
      pivot = max(pivot, 1e-12).squareRoot()
      matrix[column * count + column] = pivot
      for row in stride(from: column + 1, to: count, by: 1) {
        var value = matrix[row * count + column]
        for place in 0..<column {
          value -= matrix[row * count + place] * matrix[column * count + place]
        }
        matrix[row * count + column] = value / pivot
      }
    }
    for row in 0..<count {
      for place in 0..<row { solution[row] -= matrix[row * count + place] * solution[place] }
      solution[row] /= matrix[row * count + row]
    }
    for row in stride(from: count - 1, through: 0, by: -1) {
      for place in stride(from: row + 1, to: count, by: 1) {
        solution[row] -= matrix[place * count + row] * solution[place]
      }
      solution[row] /= matrix[row * count + row]
    }
  }
}
