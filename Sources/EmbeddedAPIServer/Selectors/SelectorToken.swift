/// One word of a label selector, as apimachinery's lexer reads it.
struct SelectorToken: Hashable, Sendable {
  enum Kind: Hashable, Sendable {
    case error
    case end
    case closingParenthesis
    case comma
    case not
    case doubleEquals
    case equals
    case above
    case identifier
    case isIn
    case below
    case notEquals
    case notIn
    case openingParenthesis
  }

  let kind: Kind
  /// What error messages quote.
  let text: String

  /// The words of a selector; the last one is `end`.
  static func words(of selector: String) -> [SelectorToken] {
    var rest = Array(selector.utf8)[...]
    var words: [SelectorToken] = []
    repeat {
      rest = rest.drop { isSpace($0) }
      words.append(next(&rest))
    } while words.last?.kind != .end
    return words
  }

  private static func next(_ rest: inout ArraySlice<UInt8>) -> SelectorToken {
    guard let first = rest.first, first != 0 else { return SelectorToken(kind: .end, text: "") }
    if symbols.contains(first) { return symbol(&rest) }
    let bytes = rest.prefix { !symbols.contains($0) && !isSpace($0) && $0 != 0 }
    rest = rest.dropFirst(bytes.count)
    let text = String(decoding: bytes, as: UTF8.self)
    switch text {
    case "in": return SelectorToken(kind: .isIn, text: text)
    case "notin": return SelectorToken(kind: .notIn, text: text)
    default: return SelectorToken(kind: .identifier, text: text)
    }
  }

  /// The longest operator that the text begins with.
  private static func symbol(_ rest: inout ArraySlice<UInt8>) -> SelectorToken {
    var text = ""
    var found: SelectorToken?
    while let byte = rest.first, symbols.contains(byte) {
      text.unicodeScalars.append(Unicode.Scalar(byte))
      if let kind = operators[text] {
        found = SelectorToken(kind: kind, text: text)
      } else if let found {
        return found
      }
      rest = rest.dropFirst()
    }
    return found ?? SelectorToken(kind: .error, text: "error expected: keyword found '\(text)'")
  }

  private static let symbols = Array("=!(),><".utf8)

  private static let operators: [String: Kind] = [
    ")": .closingParenthesis, ",": .comma, "!": .not, "==": .doubleEquals, "=": .equals,
    ">": .above, "<": .below, "!=": .notEquals, "(": .openingParenthesis,
  ]

  private static func isSpace(_ byte: UInt8) -> Bool { " \t\r\n".utf8.contains(byte) }
}
