/// Brings every column to mean 0 and population deviation 1, as scikit-learn's class of that name does.
///
/// Column `[1, 2, 3]` has mean 2 and deviation `sqrt(2/3)`, so 3 becomes 1.2247. A constant column divides by 1, so it becomes 0.
package struct StandardScaler: Hashable, Sendable {
  package let means: [Double]
  package let deviations: [Double]

  /// Measures the columns of `matrix`.
  package init(fitting matrix: FeatureMatrix) {
    let columns = 0..<matrix.width
    means = columns.map { Self.mean(of: $0, in: matrix) }
    deviations = zip(columns, means).map { Self.deviation(of: $0, in: matrix, around: $1) }
  }

  package func transform(_ row: [Double]) -> [Double] {
    row.indices.map { (row[$0] - means[$0]) / deviations[$0] }
  }

  package func transform(_ matrix: FeatureMatrix) -> FeatureMatrix {
    var scaled = matrix
    for row in 0..<matrix.rowCount {
      for column in 0..<matrix.width {
        scaled[row, column] = (matrix[row, column] - means[column]) / deviations[column]
      }
    }
    return scaled
  }

  private static func mean(of column: Int, in matrix: FeatureMatrix) -> Double {
    var sum = 0.0
    for row in 0..<matrix.rowCount { sum += matrix[row, column] }
    return sum / Double(max(1, matrix.rowCount))
  }

  /// Rounding leaves a column of equal numbers a deviation of about 1e-16 of their size, which must not blow noise up to 1.
  private static func deviation(
    of column: Int,
    in matrix: FeatureMatrix,
    around mean: Double
  ) -> Double {
    var squares = 0.0
    for row in 0..<matrix.rowCount {
      let distance = matrix[row, column] - mean
      squares += distance * distance
    }
    let deviation = (squares / Double(max(1, matrix.rowCount))).squareRoot()
    let rounding = 10 * mean.magnitude.ulp * Double(max(1, matrix.rowCount)).squareRoot()
    return deviation <= rounding ? 1 : deviation
  }
}
