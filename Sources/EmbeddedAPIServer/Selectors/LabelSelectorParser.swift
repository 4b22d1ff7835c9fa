import APIMachinery
import JSON

/// Reads the form of `?labelSelector=` with the grammar and the words of apimachinery's `labels.Parse`.
struct LabelSelectorParser {
  private var words: ArraySlice<SelectorToken>

  static func parse(_ selector: String) throws(LabelSelectorError) -> LabelSelector {
    var parser = LabelSelectorParser(words: SelectorToken.words(of: selector)[...])
    return LabelSelector(try parser.requirements())
  }

  private mutating func requirements() throws(LabelSelectorError) -> [LabelSelector.Requirement] {
    var requirements: [LabelSelector.Requirement] = []
    while true {
      let next = value
      switch next.kind {
      case .identifier, .not: requirements.append(try parseRequirement())
      case .end: return requirements
      case _: throw LabelSelectorError("\(next.found), expected: !, identifier, or 'end of string'")
      }
      let separator = takeValue()
      switch separator.kind {
      case .end: return requirements
      case .comma:
        guard value.kind == .identifier || value.kind == .not else {
          throw LabelSelectorError("\(value.found), expected: identifier after ','")
        }
      case _: throw LabelSelectorError("\(separator.found), expected: ',' or 'end of string'")
      }
    }
  }

  private mutating func parseRequirement() throws(LabelSelectorError) -> LabelSelector.Requirement {
    do {
      return try requirement()
    } catch {
      throw LabelSelectorError("unable to parse requirement: \(error)")
    }
  }

  private mutating func requirement() throws(LabelSelectorError) -> LabelSelector.Requirement {
    var key = takeValue()
    let isNegated = key.kind == .not
    if isNegated { key = takeValue() }
    guard key.kind == .identifier else {
      throw LabelSelectorError("\(key.found), expected: identifier")
    }
    try check(LabelSyntax.keyProblems(key.text), of: key.text, at: "<nil>")
    let isBare = value.kind == .end || value.kind == .comma
    if isNegated { return .doesNotExist(key: key.text) }
    return isBare ? .exists(key: key.text) : try comparison(of: key.text)
  }

  private mutating func comparison(
    of key: String
  ) throws(LabelSelectorError) -> LabelSelector.Requirement {
    let sign = take()
    switch sign.kind {
    case .isIn: return .isOneOf(key: key, values: try checked(try list(), of: key))
    case .notIn: return .isNoneOf(key: key, values: try checked(try list(), of: key))
    case .equals, .doubleEquals:
      return .isOneOf(key: key, values: try checked([try exactValue()], of: key))
    case .notEquals: return .isNoneOf(key: key, values: try checked([try exactValue()], of: key))
    case .above: return .isAbove(key: key, bound: try number())
    case .below: return .isBelow(key: key, bound: try number())
    case _:
      throw LabelSelectorError("\(sign.found), expected: in, notin, =, ==, !=, gt, lt")
    }
  }

  private mutating func list() throws(LabelSelectorError) -> [String] {
    let opening = takeValue()
    guard opening.kind == .openingParenthesis else {
      throw LabelSelectorError("\(opening.found) expected: '('")
    }
    let first = value
    switch first.kind {
    case .identifier, .comma:
      let values = try identifiers()
      guard takeValue().kind == .closingParenthesis else {
        throw LabelSelectorError("\(first.found), expected: ')'")
      }
      return values
    case .closingParenthesis:
      _ = takeValue()
      return [""]
    case _: throw LabelSelectorError("\(first.found), expected: ',', ')' or identifier")
    }
  }

  /// Values between commas, any of which may be empty; sorted, each once.
  private mutating func identifiers() throws(LabelSelectorError) -> [String] {
    var values: [String] = []
    while true {
      let word = takeValue()
      switch word.kind {
      case .identifier:
        values.append(word.text)
        if value.kind == .comma { continue }
        guard value.kind == .closingParenthesis else {
          throw LabelSelectorError("\(value.found), expected: ',' or ')'")
        }
        return values.sortedOnce
      case .comma:
        if values.isEmpty { values.append("") }
        if value.kind == .closingParenthesis { return (values + [""]).sortedOnce }
        if value.kind == .comma {
          _ = takeValue()
          values.append("")
        }
      case _: throw LabelSelectorError("\(word.found), expected: ',', or identifier")
      }
    }
  }

  private mutating func exactValue() throws(LabelSelectorError) -> String {
    if value.kind == .end || value.kind == .comma { return "" }
    let word = takeValue()
    guard word.kind == .identifier else {
      throw LabelSelectorError("\(word.found), expected: identifier")
    }
    return word.text
  }

  private mutating func number() throws(LabelSelectorError) -> Int64 {
    let text = try exactValue()
    guard let number = Int64(text) else {
      throw LabelSelectorError(
        "values[0]: Invalid value: \(GoText.quoted(text)): for 'Gt', 'Lt' operators, the value must "
          + "be an integer"
      )
    }
    return number
  }

  private func checked(
    _ values: [String],
    of key: String
  ) throws(LabelSelectorError) -> [String] {
    for (index, value) in values.enumerated() {
      try check(LabelSyntax.valueProblems(value), of: value, at: "values[\(index)][\(key)]")
    }
    return values
  }

  private func check(
    _ problems: [String],
    of text: String,
    at path: String
  ) throws(LabelSelectorError) {
    guard !problems.isEmpty else { return }
    let detail = problems.joined(separator: "; ")
    throw LabelSelectorError("\(path): Invalid value: \(GoText.quoted(text)): \(detail)")
  }
}

extension LabelSelectorParser {
  /// The next word where a key or a value may stand: there `in` and `notin` are ordinary words.
  private var value: SelectorToken {
    guard let word = words.first else { return SelectorToken(kind: .end, text: "") }
    switch word.kind {
    case .isIn, .notIn: return SelectorToken(kind: .identifier, text: word.text)
    case _: return word
    }
  }

  private mutating func takeValue() -> SelectorToken {
    let word = value
    words = words.dropFirst()
    return word
  }

  private mutating func take() -> SelectorToken {
    words.popFirst() ?? SelectorToken(kind: .end, text: "")
  }
}

/// Why a label selector is none, in Go's words.
struct LabelSelectorError: Error, Hashable, Sendable, CustomStringConvertible {
  let description: String

  init(_ description: String) {
    self.description = description
  }
}

extension SelectorToken {
  fileprivate var found: String { "found '\(text)'" }
}

extension [String] {
  /// Sorted, each once: Go keeps the values of a requirement as a set.
  fileprivate var sortedOnce: [String] {
    sorted().reduce(into: []) { values, value in
      if values.last != value { values.append(value) }
    }
  }
}
