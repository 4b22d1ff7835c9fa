import Forecast

/// A trace in a table: a time, a load and perhaps more in each row.
struct CSVTrace {
  private(set) var rows: TraceRows

  private let format: TraceFormat
  private let header: [String]
  private let timeColumn: Int
  private let loadColumn: Int
  private let otherColumns: [Int]

  init(_ bytes: [UInt8], format: TraceFormat) throws(TraceError) {
    let table = try CSVTable(bytes)
    guard let first = table.rows.first else { throw .empty }
    self.format = format
    // A table without a header begins with a time.
    let hasHeader = !first.cells.contains { TraceTime($0) != nil }
    let columns = hasHeader ? first.cells : first.cells.indices.map { String($0 + 1) }
    header = columns
    let found = Columns(header: columns, isNamed: hasHeader)
    timeColumn = try found.time(format)
    loadColumn = try found.load(format, time: timeColumn)
    let others = try found.others(format, apartFrom: [timeColumn, loadColumn])
    otherColumns = others.map(\.column)
    rows = TraceRows(metrics: others.map(\.metric))
    for row in hasHeader ? table.rows.dropFirst() : table.rows[...] { try read(row) }
    try rows.finish()
  }

  private mutating func read(_ row: CSVTable.Row) throws(TraceError) {
    guard row.cells.count > timeColumn else {
      throw .shortRow(line: row.line, column: header[timeColumn])
    }
    guard row.cells.count > loadColumn else {
      throw .shortRow(line: row.line, column: header[loadColumn])
    }
    let cell = row.cells[timeColumn]
    guard let time = TraceTime(cell) else { throw .badTime(line: row.line, cell: cell) }
    if time.isWithoutZone, !rows.warnings.contains(where: \.isNoZone) {
      rows.warnings.append(.noZone(line: row.line))
    }
    let load = try number(row.cells[loadColumn], column: loadColumn, line: row.line)
    if load == nil { rows.noteUnusable(line: row.line, cell: row.cells[loadColumn]) }
    var others: [Double?] = []
    for column in otherColumns {
      let cell = row.cells.count > column ? row.cells[column] : ""
      others.append(try number(cell, column: column, line: row.line))
    }
    rows.rows.append(.init(time: time.seconds, load: load, others: others, line: row.line))
  }

  /// The number of a cell; `nil` where it is empty, no finite number or negative.
  private func number(
    _ cell: String,
    column: Int,
    line: Int
  ) throws(TraceError) -> Double? {
    guard !cell.isEmpty, !Self.unknown.contains(cell.lowercased()) else { return nil }
    guard let number = Double(cell) else {
      throw .badNumber(line: line, column: header[column], cell: cell)
    }
    return number.isFinite && number >= 0 ? number : nil
  }

  /// What exports write for a value that nobody knows.
  private static let unknown = ["nan", "null", "none", "n/a", "na", "-", "undefined"]
}

extension TraceWarning {
  fileprivate var isNoZone: Bool {
    if case .noZone = self { true } else { false }
  }
}

/// Which column is which.
private struct Columns {
  let header: [String]
  let isNamed: Bool

  func time(_ format: TraceFormat) throws(TraceError) -> Int {
    if let wanted = format.timeColumn { return try column(wanted) }
    guard isNamed else { return 0 }
    if let found = find(TraceFormat.timeNames) { return found }
    throw .columnUnclear(role: "time", option: "--time-column", columns: header)
  }

  func load(_ format: TraceFormat, time: Int) throws(TraceError) -> Int {
    if let wanted = format.valueColumn { return try column(wanted) }
    if isNamed, let found = find(TraceFormat.valueNames), found != time { return found }
    // Two columns leave no doubt.
    if header.count == 2 || !isNamed, header.count > 1 { return time == 0 ? 1 : 0 }
    throw .columnUnclear(role: "load", option: "--value-column", columns: header)
  }

  func others(
    _ format: TraceFormat,
    apartFrom taken: [Int]
  ) throws(TraceError) -> [(metric: LoadMetric, column: Int)] {
    var found: [(metric: LoadMetric, column: Int)] = []
    for metric in LoadMetric.allCases where metric != .requestsPerSecond {
      if let wanted = format.metricColumns[metric] {
        found.append((metric, try column(wanted)))
      } else if isNamed, let place = find(TraceFormat.names(of: metric)), !taken.contains(place) {
        found.append((metric, place))
      }
    }
    return found
  }

  private func find(_ names: [String]) -> Int? {
    let known = header.map { $0.lowercased() }
    return names.lazy.compactMap { known.firstIndex(of: $0) }.first
  }

  /// A name, or else a number from 1.
  private func column(_ wanted: String) throws(TraceError) -> Int {
    if let named = header.firstIndex(of: wanted) ?? find([wanted.lowercased()]) { return named }
    if let number = Int(wanted), header.indices.contains(number - 1) { return number - 1 }
    throw .columnUnknown(wanted: wanted, columns: header)
  }
}
