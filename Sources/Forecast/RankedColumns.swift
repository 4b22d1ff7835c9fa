/// Training rows, sorted once per column so that no tree has to sort again.
///
/// An entry packs the rank of a value within its column (upper 16 bits) with the row that holds it (lower 16 bits): walking a column
/// in order needs no look-up to see where the value changes.
package struct RankedColumns: Sendable {
  /// The most rows that fit, 22 days of minutes: a tree over them has at most 65,535 nodes.
  package static let maxRows = 32_768
  /// The most columns that may vary: a tree keeps the set of those that still vary in one word.
  package static let maxColumns = 64

  package struct Column: Sendable {
    /// Which feature this is in the matrix.
    let feature: Int
    /// Every row once, by rising value.
    let entries: [UInt32]
    /// The value that each rank stands for, in single precision as scikit-learn's trees see it.
    let values: [Float]
  }

  /// The columns that hold more than one value; the others cannot split anything.
  let columns: [Column]
  let rowCount: Int

  package init(_ matrix: FeatureMatrix) {
    precondition(matrix.rowCount <= Self.maxRows, "at most \(Self.maxRows) training rows")
    rowCount = matrix.rowCount
    columns = (0..<matrix.width).compactMap { Self.rank($0, in: matrix) }
    precondition(columns.count <= Self.maxColumns, "at most \(Self.maxColumns) varying columns")
  }

  /// Ranks rows whose features are standardised: 255 steps between the bounds, placed by counting instead of sorting.
  init(standardised rows: TrainingRows) {
    precondition(rows.count <= Self.maxRows, "at most \(Self.maxRows) training rows")
    rowCount = rows.count
    columns = (0..<LoadFeatures.count).compactMap { Self.count($0, in: rows) }
  }

  private static func count(_ feature: Int, in rows: TrainingRows) -> Column? {
    let bins = (0..<rows.count).map { FeatureScaling.bin(rows.value(feature, row: $0)) }
    var starts = [Int](repeating: 0, count: FeatureScaling.bins + 1)
    for bin in bins { starts[bin + 1] += 1 }
    // Bins in use become ranks without holes.
    var ranks = [UInt32](repeating: 0, count: FeatureScaling.bins)
    var values: [Float] = []
    for bin in 0..<FeatureScaling.bins where starts[bin + 1] > 0 {
      ranks[bin] = UInt32(values.count)
      values.append(FeatureScaling.value(ofBin: bin))
    }
    guard values.count > 1 else { return nil }
    for bin in 0..<FeatureScaling.bins { starts[bin + 1] += starts[bin] }
    var entries = [UInt32](repeating: 0, count: rows.count)
    for (row, bin) in bins.enumerated() {
      entries[starts[bin]] = ranks[bin] << 16 | UInt32(row)
      starts[bin] += 1
    }
    return Column(feature: feature, entries: entries, values: values)
  }

  private static func rank(_ feature: Int, in matrix: FeatureMatrix) -> Column? {
    let column = (0..<matrix.rowCount).map { Float(matrix[$0, feature]) }
    let rows = column.indices.sorted { (column[$0], $0) < (column[$1], $1) }
    var values: [Float] = []
    var entries: [UInt32] = []
    entries.reserveCapacity(rows.count)
    for row in rows {
      if values.last != column[row] { values.append(column[row]) }
      entries.append(UInt32(values.count - 1) << 16 | UInt32(row))
    }
    return values.count > 1 ? Column(feature: feature, entries: entries, values: values) : nil
  }
}
