/// A finding about the text of an expression, before it is run.
struct CELIssue: Error, Hashable, Sendable {
  let offset: Int
  let message: String

  /// The server's form: the message, the line and a caret under the column.
  func rendered(in source: String) -> String {
    let scalars = Array(source.unicodeScalars)
    let before = scalars.prefix(offset)
    let line = 1 + before.count { $0 == "\n" }
    let column = before.reversed().prefix { $0 != "\n" }.count
    let lines = source.split(separator: "\n", omittingEmptySubsequences: false)
    let text = line <= lines.count ? lines[line - 1] : ""
    let caret = String(repeating: ".", count: column) + "^"
    return "ERROR: <input>:\(line):\(column + 1): \(message)\n | \(text)\n | \(caret)"
  }
}
