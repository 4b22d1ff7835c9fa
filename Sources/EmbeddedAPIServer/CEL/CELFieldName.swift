/// How property names that CEL cannot spell are written in rules: `x-prop` is `x__dash__prop`, `namespace` is `__namespace__`.
enum CELFieldName {
  private static let reserved = [
    "true", "false", "null", "in", "as", "break", "const", "continue", "else", "for", "function",
    "if", "import", "let", "loop", "package", "namespace", "return", "var", "void", "while",
  ]

  private static let escapes = [
    ("__underscores__", "__"), ("__dot__", "."), ("__dash__", "-"), ("__slash__", "/"),
  ]

  /// The property that a name in a rule stands for.
  static func unescaped(_ name: String) -> String {
    if name.hasPrefix("__"), name.hasSuffix("__"), name.count > 4 {
      let inner = String(name.dropFirst(2).dropLast(2))
      if reserved.contains(inner) { return inner }
    }
    var result = ""
    var rest = Substring(name)
    while !rest.isEmpty {
      if let (escape, text) = escapes.first(where: { rest.hasPrefix($0.0) }) {
        result += text
        rest = rest.dropFirst(escape.count)
      } else {
        result.append(rest.removeFirst())
      }
    }
    return result
  }

  /// Whether a rule may reach the property only under its escaped name.
  static func needsEscape(_ property: String) -> Bool {
    reserved.contains(property) || property.contains("__")
      || property.contains { ".-/".contains($0) }
  }
}
