/// Something odd in a trace that did not keep it from being read.
package enum TraceWarning: Hashable, Sendable {
  /// Rows that were not in the order of time; they were sorted.
  case disorder(rows: Int, line: Int)
  /// Rows with a time that came before; the first stands.
  case duplicates(rows: Int, line: Int)
  /// Cells without a usable number; those minutes are unknown.
  case unusable(cells: Int, line: Int, cell: String)
  /// Minutes of which nothing is known.
  case gaps(minutes: Int, longest: Int, after: String)
  /// Rows further apart than a minute, each held until the next.
  case coarse(stepSeconds: Int)
  /// Times without a zone were taken for UTC.
  case noZone(line: Int)
  /// Several series were added up.
  case summed(series: Int)
  /// Every known minute has no load at all.
  case allZero
  /// The day before predicts the load to the last digit.
  case repeats
}

extension TraceWarning: CustomStringConvertible {
  package var description: String {
    switch self {
    case .disorder(let rows, let line):
      "\(rows) rows were not in the order of time, the first in line \(line); they were sorted"
    case .duplicates(let rows, let line):
      "\(rows) rows repeat a time, the first in line \(line); the first value of a time stands"
    case .unusable(let cells, let line, let cell):
      "\(cells) cells are no load, the first in line \(line) (\(cell.isEmpty ? "empty" : cell)); "
        + "they are left out"
    case .gaps(let minutes, let longest, let after):
      "\(minutes) minutes are missing, at most \(longest) in a row (after \(after)); "
        + "gaps over 5 minutes stay unknown"
    case .coarse(let step):
      "rows are \(step) s apart; each is held until the next, and minutes between them are not known"
    case .noZone(let line):
      "times have no zone (line \(line)); they were read as UTC"
    case .summed(let series): "\(series) series were added up"
    case .allZero: "the load is 0 throughout; nothing can be learned from it"
    case .repeats:
      "the load repeats itself exactly; a forecast of it says little about real traffic"
    }
  }
}
