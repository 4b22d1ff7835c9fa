/// Why a trace cannot be read; each is a sentence with the cure, to follow the name of the file.
package enum TraceError: Error, Hashable, Sendable {
  case empty
  case noRows
  case oneRow
  case tooManyMinutes
  case noUsableLoad
  case columnUnknown(wanted: String, columns: [String])
  case columnUnclear(role: String, option: String, columns: [String])
  case shortRow(line: Int, column: String)
  case badTime(line: Int, cell: String)
  case badNumber(line: Int, column: String, cell: String)
  case openQuote(line: Int)
  case clockJump(line: Int, days: Int)
  case tooCoarse(stepSeconds: Int)
  case badJSON(String)
  case notPrometheus
  case prometheusFailed(String)
  case notMatrix(String)
  case noSeries
  case severalSeries(count: Int, first: String)
  case badSample(series: String, index: Int)
}

extension TraceError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .empty:
      "is empty; give a CSV with a time and a load per row, or a query_range answer of Prometheus"
    case .noRows: "has no rows under its header; give at least two minutes of load"
    case .oneRow: "has one row only; give at least two, so that their distance is known"
    case .tooManyMinutes:
      "spans more than \(MinuteGrid.mostMinutes / 1_440) days; give a part of it"
    case .noUsableLoad:
      "has no usable load in any row; name the column with the load by --value-column"
    case .columnUnknown(let wanted, let columns):
      "has no column \(wanted); it has \(columns.joined(separator: ", "))"
    case .columnUnclear(let role, let option, let columns):
      "does not say which column is the \(role); name one of \(columns.joined(separator: ", ")) "
        + "by \(option)"
    case .shortRow(let line, let column):
      "line \(line) ends before the column \(column); complete or remove the line"
    case .badTime(let line, let cell):
      "line \(line): \(quoted(cell)) is no time; write seconds or milliseconds since 1970 or "
        + "RFC 3339 like 2026-01-31T12:00:00Z, or name the column by --time-column"
    case .badNumber(let line, let column, let cell):
      "line \(line): \(quoted(cell)) in column \(column) is no number; "
        + "mend it, or leave the cell empty if the load is not known"
    case .openQuote(let line): "line \(line) opens a quote that is never closed; close it"
    case .clockJump(let line, let days):
      "line \(line) is \(days) days after the row before it; "
        + "mend its time, or give the part before or after it"
    case .tooCoarse(let step):
      "has rows \(step) s apart; a floor is decided every minute, so give rows at most 15 minutes apart"
    case .badJSON(let problem): "is no JSON: \(problem); save the answer of query_range as it is"
    case .notPrometheus:
      "is JSON, but no answer of Prometheus; save what /api/v1/query_range answers"
    case .prometheusFailed(let problem): "holds an error of Prometheus: \(problem); mend the query"
    case .notMatrix(let kind):
      "holds a \(kind), not a matrix; ask /api/v1/query_range instead of /api/v1/query"
    case .noSeries: "holds no series; the query matched nothing in that time, so mend the query"
    case .severalSeries(let count, let first):
      "holds \(count) series, the first \(first); put sum() around the query, or add them up by --sum"
    case .badSample(let series, let index):
      "series \(series): sample \(index) is not [seconds, \"value\"]; "
        + "save the answer of query_range as it is"
    }
  }
}

/// A cell as it can be shown: a long one is cut.
private func quoted(_ cell: String) -> String {
  cell.count > 40 ? "\"\(cell.prefix(40))…\"" : "\"\(cell)\""
}
