import APIMachinery

/// Why a label selector cannot be read, in the words of apimachinery's `labels` parser.
struct SelectorProblem {
  private struct Problem: Error {
    let text: String
  }

  private static let special = Set("=!(),><")
  private static let comparisons = ["=", "==", "!=", ">", "<"]
  private static let operators = "in, notin, =, ==, !=, gt, lt"

  private var tokens: ArraySlice<String>

  /// The sentence for a selector that the server refuses; `nil` for one that it takes.
  static func sentence(for text: String) -> String? {
    var parser = SelectorProblem(tokens: Self.tokens(of: text)[...])
    do {
      try parser.selector()
      return nil
    } catch {
      return error.text
    }
  }

  private mutating func selector() throws(Problem) {
    while let token = tokens.first {
      guard Self.isIdentifier(token) || token == "!" else {
        throw Problem(text: "found '\(token)', expected: !, identifier, or 'end of string'")
      }
      do {
        try requirement()
      } catch {
        throw Problem(text: "unable to parse requirement: \(error.text)")
      }
      guard let next = tokens.popFirst() else { return }
      guard next == "," else {
        throw Problem(text: "found '\(next)', expected: ',' or 'end of string'")
      }
      let after = tokens.first ?? ""
      guard Self.isIdentifier(after) || after == "!" else {
        throw Problem(text: "found '\(after)', expected: identifier after ','")
      }
    }
  }

  private mutating func requirement() throws(Problem) {
    var key = tokens.popFirst() ?? ""
    let isNegated = key == "!"
    if isNegated { key = tokens.popFirst() ?? "" }
    guard Self.isIdentifier(key) else {
      throw Problem(text: "found '\(key)', expected: identifier")
    }
    try check(LabelSyntax.keyProblems(key), of: key, at: "<nil>")
    if isNegated || tokens.isEmpty || tokens.first == "," { return }
    let found = tokens.popFirst() ?? ""
    let values: [String]
    switch found {
    case "in", "notin": values = try list()
    case _ where Self.comparisons.contains(found): values = [try exactValue()]
    default: throw Problem(text: "found '\(found)', expected: \(Self.operators)")
    }
    for (index, value) in values.enumerated() {
      if found == ">" || found == "<", Int64(value) == nil {
        throw Problem(
          text:
            "values[\(index)]: Invalid value: \(GoText.quoted(value)): for 'Gt', 'Lt' operators, "
            + "the value must be an integer"
        )
      }
      try check(LabelSyntax.valueProblems(value), of: value, at: "values[\(index)][\(key)]")
    }
  }

  private func check(_ problems: [String], of text: String, at path: String) throws(Problem) {
    guard !problems.isEmpty else { return }
    throw Problem(
      text: "\(path): Invalid value: \(GoText.quoted(text)): \(problems.joined(separator: "; "))"
    )
  }

  private mutating func exactValue() throws(Problem) -> String {
    guard let value = tokens.first, value != "," else { return "" }
    tokens.removeFirst()
    guard Self.isIdentifier(value) else {
      throw Problem(text: "found '\(value)', expected: identifier")
    }
    return value
  }

  /// `(a, b)`; the server sorts what is inside.
  private mutating func list() throws(Problem) -> [String] {
    let open = tokens.popFirst() ?? ""
    guard open == "(" else { throw Problem(text: "found '\(open)' expected: '('") }
    let first = tokens.first ?? ""
    guard Self.isIdentifier(first) || first == "," || first == ")" else {
      throw Problem(text: "found '\(first)', expected: ',', ')' or identifier")
    }
    var values: Set<String> = []
    while let token = tokens.popFirst() {
      if token == ")" { return values.isEmpty ? [""] : values.sorted() }
      if token == "," {
        if values.isEmpty || tokens.first == ")" || tokens.first == "," { values.insert("") }
        continue
      }
      guard Self.isIdentifier(token) else {
        throw Problem(text: "found '\(token)', expected: ',', or identifier")
      }
      values.insert(token)
      let next = tokens.first ?? ""
      guard next == "," || next == ")" else {
        throw Problem(text: "found '\(next)', expected: ',' or ')'")
      }
    }
    throw Problem(text: "found '', expected: ',', or identifier")
  }
}

extension SelectorProblem {
  private static func isIdentifier(_ token: String) -> Bool {
    token.first.map { !special.contains($0) } ?? false
  }

  /// Words, and the longest runs of special characters that mean something.
  private static func tokens(of text: String) -> [String] {
    var tokens: [String] = []
    var rest = text[...]
    while let character = rest.first {
      if " \t\r\n".contains(character) {
        rest.removeFirst()
      } else if special.contains(character) {
        let pair = String(rest.prefix(2))
        let token = ["==", "!="].contains(pair) ? pair : String(character)
        tokens.append(token)
        rest = rest.dropFirst(token.count)
      } else {
        let word = rest.prefix { !special.contains($0) && !" \t\r\n".contains($0) }
        tokens.append(String(word))
        rest = rest.dropFirst(word.count)
      }
    }
    return tokens
  }
}
