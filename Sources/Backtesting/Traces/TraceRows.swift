import Forecast

/// What a source says, row by row, before it is put onto whole minutes.
struct TraceRows {
  struct Row {
    /// Seconds since the Unix epoch.
    let time: Double
    /// Requests per second; `nil` where the cell holds no usable number.
    let load: Double?
    /// In the order of `metrics`.
    let others: [Double?]
    let line: Int
  }

  var rows: [Row] = []
  /// What the source tells besides the load.
  var metrics: [LoadMetric] = []
  var warnings: [TraceWarning] = []
  private var unusable = 0
  private var firstUnusable: (line: Int, cell: String)?

  init(metrics: [LoadMetric] = []) {
    self.metrics = metrics
  }

  /// Counts a cell that holds no load.
  mutating func noteUnusable(line: Int, cell: String) {
    unusable += 1
    firstUnusable = firstUnusable ?? (line, cell)
  }

  /// Ends the reading: sorted, each time once.
  mutating func finish() throws(TraceError) {
    if let firstUnusable {
      warnings.append(
        .unusable(cells: unusable, line: firstUnusable.line, cell: firstUnusable.cell)
      )
    }
    guard !rows.isEmpty else { throw .noRows }
    guard rows.contains(where: { $0.load != nil }) else { throw .noUsableLoad }
    sort()
    dropDuplicates()
    guard rows.count > 1 else { throw .oneRow }
  }

  private mutating func sort() {
    let late = rows.indices.dropFirst().filter { rows[$0].time < rows[$0 - 1].time }
    guard let first = late.first else { return }
    warnings.append(.disorder(rows: late.count, line: rows[first].line))
    // Rows of one time keep their order, so that the first stands.
    rows.sort { ($0.time, $0.line) < ($1.time, $1.line) }
  }

  private mutating func dropDuplicates() {
    var kept: [Row] = []
    var dropped: [Row] = []
    for row in rows {
      if kept.last?.time == row.time { dropped.append(row) } else { kept.append(row) }
    }
    guard let first = dropped.map(\.line).min() else { return }
    warnings.append(.duplicates(rows: dropped.count, line: first))
    rows = kept
  }
}
