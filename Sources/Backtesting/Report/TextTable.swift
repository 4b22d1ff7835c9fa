/// Columns of text, the first flush left and the others flush right, two blanks between them.
package struct TextTable: Sendable {
  package static let width = 80

  package let lines: [String]

  package init(_ rows: [[String]]) {
    let columns = rows.first?.indices ?? 0..<0
    let widths = columns.map { column in rows.map { $0[column].count }.max() ?? 0 }
    lines = rows.map { row in
      columns.map { column in
        let fill = String(repeating: " ", count: widths[column] - row[column].count)
        return column == 0 ? row[column] + fill : fill + row[column]
      }.joined(separator: "  ")
    }
  }

  /// Lines of at most 80 characters, broken between words.
  package static func wrapped(_ text: String) -> [String] {
    var lines: [String] = []
    for word in text.split(separator: " ") {
      if let last = lines.last, last.count + 1 + word.count <= width {
        lines[lines.count - 1] = "\(last) \(word)"
      } else {
        lines.append(String(word))
      }
    }
    return lines
  }
}
