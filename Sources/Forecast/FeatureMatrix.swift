/// Rows of features of one width, stored row after row.
package struct FeatureMatrix: Hashable, Sendable {
  /// How many features each row has.
  package let width: Int
  package private(set) var values: [Double] = []

  package init(width: Int) {
    precondition(width > 0, "a feature matrix needs at least one column")
    self.width = width
  }

  /// A matrix of the given rows, which must all have the same width.
  package init(rows: [[Double]]) {
    self.init(width: rows.first?.count ?? 1)
    for row in rows { append(row) }
  }

  package var rowCount: Int { values.count / width }

  package mutating func append(_ row: [Double]) {
    precondition(row.count == width, "a row of \(row.count) features in a matrix of \(width)")
    values.append(contentsOf: row)
  }

  package func row(_ index: Int) -> [Double] {
    Array(values[index * width..<(index + 1) * width])
  }

  package subscript(row: Int, column: Int) -> Double {
    get { values[row * width + column] }
    set { values[row * width + column] = newValue }
  }

  /// The last rows only, or all when there are fewer.
  package func suffix(_ count: Int) -> FeatureMatrix {
    slice(max(0, rowCount - count)..<rowCount)
  }

  /// The rows with the given numbers.
  package func slice(_ rows: Range<Int>) -> FeatureMatrix {
    var part = FeatureMatrix(width: width)
    part.values = Array(values[rows.lowerBound * width..<rows.upperBound * width])
    return part
  }
}
