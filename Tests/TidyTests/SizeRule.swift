/// Keeps files and functions small enough to be read in one go.
enum SizeRule {
  static let maximumFileLines = 500
  static let maximumFunctionLines = 70

  static func findings(in file: SourceFile) -> [Finding] {
    let lineCount = file.lines.last?.isEmpty == true ? file.lines.count - 1 : file.lines.count
    let tooLong =
      lineCount > maximumFileLines
      ? [
        file.finding(
          maximumFileLines,
          "the file has \(lineCount) lines, \(maximumFileLines) are allowed; split it by topic"
        )
      ] : []
    return tooLong + file.code.indices.compactMap { functionFinding(in: file, at: $0) }
  }

  private static func functionFinding(in file: SourceFile, at index: Int) -> Finding? {
    guard isFunction(file.code[index]), let length = functionLength(file.code[index...]),
      length > maximumFunctionLines
    else { return nil }
    return file.finding(
      index,
      "the function has \(length) lines, \(maximumFunctionLines) are allowed; name its parts"
    )
  }

  /// Whether a declaration of a function or an initializer begins in this line.
  private static func isFunction(_ line: Substring) -> Bool {
    let words = line.split(separator: " ")
    guard let first = words.first(where: { !modifiers.contains(String($0)) && $0.first != "@" })
    else {
      return false
    }
    return first == "func" || first.hasPrefix("init(") || first.hasPrefix("init?(")
      || first.hasPrefix("init<")
  }

  private static let modifiers = [
    "public", "package", "internal", "fileprivate", "private", "static", "mutating", "override",
    "final", "nonisolated", "consuming", "borrowing", "convenience", "required", "isolated",
  ]

  /// From the declaration's line to the brace that closes its body; `nil` for a requirement without a body.
  private static func functionLength(_ lines: ArraySlice<Substring>) -> Int? {
    var parentheses = 0
    var braces = 0
    for (offset, line) in lines.enumerated() {
      if offset > 0, braces == 0, parentheses == 0, isFunction(line) { return nil }
      for byte in line.utf8 {
        switch byte {
        case UInt8(ascii: "("): parentheses += 1
        case UInt8(ascii: ")"): parentheses -= 1
        case UInt8(ascii: "{") where parentheses == 0 || braces > 0: braces += 1
        case UInt8(ascii: "}") where parentheses == 0 || braces > 0:
          braces -= 1
          if braces <= 0 { return braces == 0 ? offset + 1 : nil }
        default: break
        }
      }
    }
    return nil
  }
}
