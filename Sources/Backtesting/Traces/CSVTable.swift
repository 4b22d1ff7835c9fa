/// Comma, semicolon or tab separated values: RFC 4180 with the liberties that spreadsheets take.
struct CSVTable {
  struct Row {
    /// Counted from 1, as editors do.
    let line: Int
    let cells: [String]
  }

  private(set) var rows: [Row] = []

  /// Splits the text; blank lines and a byte order mark are skipped.
  init(_ bytes: [UInt8]) throws(TraceError) {
    let bytes = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
    var splitter = Splitter(separator: Self.separator(of: bytes))
    for byte in bytes {
      if let row = splitter.take(byte) { keep(row) }
    }
    if splitter.isQuoted { throw .openQuote(line: splitter.startLine) }
    keep(splitter.endRow())
  }

  private mutating func keep(_ row: Row) {
    if row.cells.contains(where: { !$0.isEmpty }) { rows.append(row) }
  }

  /// The separator that the first line has most of.
  private static func separator(of bytes: ArraySlice<UInt8>) -> UInt8 {
    let first = bytes.prefix { $0 != UInt8(ascii: "\n") }
    let candidates = [",", ";", "\t"].compactMap { $0.utf8.first }
    let counted = candidates.map { separator in (separator, first.count { $0 == separator }) }
    return counted.max { $0.1 < $1.1 }.flatMap { $0.1 > 0 ? $0.0 : nil } ?? UInt8(ascii: ",")
  }
}

/// Takes bytes one by one and gives a row at each end of line.
private struct Splitter {
  let separator: UInt8
  private(set) var isQuoted = false
  private(set) var startLine = 1
  private var line = 1
  private var cell: [UInt8] = []
  private var cells: [String] = []
  private var closedQuote = false

  init(separator: UInt8) {
    self.separator = separator
  }

  mutating func take(_ byte: UInt8) -> CSVTable.Row? {
    if byte == UInt8(ascii: "\n") { line += 1 }
    if byte == UInt8(ascii: "\"") {
      // A doubled quote inside quotes is one quote.
      if closedQuote { cell.append(byte) }
      closedQuote = isQuoted
      isQuoted.toggle()
      return nil
    }
    closedQuote = false
    if isQuoted {
      cell.append(byte)
    } else if byte == separator {
      endCell()
    } else if byte == UInt8(ascii: "\n") {
      return endRow()
    } else {
      cell.append(byte)
    }
    return nil
  }

  mutating func endRow() -> CSVTable.Row {
    endCell()
    defer {
      cells = []
      startLine = line
    }
    return CSVTable.Row(line: startLine, cells: cells)
  }

  private mutating func endCell() {
    let start = cell.firstIndex { !$0.isCSVBlank } ?? cell.endIndex
    let end = cell.lastIndex { !$0.isCSVBlank }.map { $0 + 1 } ?? start
    cells.append(String(decoding: cell[start..<end], as: UTF8.self))
    cell.removeAll(keepingCapacity: true)
  }
}

extension UInt8 {
  /// Space, tab, end of line.
  var isCSVBlank: Bool { self == 0x20 || (0x09...0x0D).contains(self) }
}
