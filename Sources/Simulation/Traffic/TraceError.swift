/// Why a file of request rates cannot be played.
package enum TraceError: Error, Hashable, Sendable, CustomStringConvertible {
  case header(found: String)
  case empty
  case fields(line: Int, count: Int)
  case number(line: Int, column: String, text: String)
  case negative(line: Int, rate: Double)
  case notLater(line: Int, seconds: Double, previous: Double)

  package var description: String {
    switch self {
    case .header(let found):
      "the trace starts with \"\(found)\"; its first line must be \"\(TrafficTrace.header)\""
    case .empty:
      "the trace has no rows; give it at least one line of seconds and requests per second"
    case .fields(let line, let count):
      "line \(line) of the trace has \(count) fields; it must have two, separated by a comma"
    case .number(let line, let column, let text):
      "line \(line) of the trace has \"\(text)\" as \(column); write a plain number such as 12.5"
    case .negative(let line, let rate):
      "line \(line) of the trace has \(rate) requests per second; a rate cannot be negative"
    case .notLater(let line, let seconds, let previous):
      "line \(line) of the trace is at \(seconds) s, not after the line before it (\(previous) s); "
        + "sort the rows by time and drop duplicates"
    }
  }
}
