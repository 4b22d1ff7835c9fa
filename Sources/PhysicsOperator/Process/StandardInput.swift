/// What somebody pipes into a command.
enum StandardInput {
  /// All of it.
  static func text() -> String {
    var text = ""
    while let line = readLine(strippingNewline: false) { text += line }
    return text
  }
}
