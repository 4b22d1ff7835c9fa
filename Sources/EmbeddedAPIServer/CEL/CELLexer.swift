/// Splits CEL source into tokens.
struct CELLexer {
  enum Token: Hashable, Sendable {
    case identifier(String)
    /// Without its sign, which is an operator of its own.
    case integer(UInt64)
    case unsigned(UInt64)
    case double(Double)
    case string(String)
    case symbol(String)
    case end
  }

  private let scalars: [Unicode.Scalar]
  private(set) var position = 0

  init(_ source: String) {
    scalars = Array(source.unicodeScalars)
  }

  /// The next token and where it begins.
  mutating func next() throws(CELIssue) -> (token: Token, offset: Int) {
    skipBlanks()
    let start = position
    guard let scalar = peek() else { return (.end, start) }
    if let quote = stringStart() { return (.string(try string(quote)), start) }
    if isIdentifierStart(scalar) { return (.identifier(identifier()), start) }
    if isDigit(scalar) || scalar == "." && peek(1).map(isDigit) ?? false {
      return (try number(), start)
    }
    return (.symbol(try symbol()), start)
  }

  private mutating func skipBlanks() {
    while let scalar = peek() {
      if scalar == "/", peek(1) == "/" {
        while let inComment = peek(), inComment != "\n" {
          _ = inComment
          position += 1
        }
      } else if scalar.properties.isWhitespace {
        position += 1
      } else {
        return
      }
    }
  }

  private mutating func identifier() -> String {
    let start = position
    while let scalar = peek(), isIdentifierStart(scalar) || isDigit(scalar) { position += 1 }
    return text(start)
  }

  private mutating func number() throws(CELIssue) -> Token {
    let start = position
    if peek() == "0", peek(1) == "x" || peek(1) == "X" { return try hexadecimal() }
    skipDigits()
    var isWhole = true
    if peek() == ".", peek(1).map(isDigit) ?? false {
      isWhole = false
      position += 1
      skipDigits()
    }
    if peek() == "e" || peek() == "E" {
      isWhole = false
      position += 1
      if peek() == "+" || peek() == "-" { position += 1 }
      skipDigits()
    }
    let digits = text(start)
    if isWhole, peek() == "u" || peek() == "U" {
      position += 1
      if let value = UInt64(digits) { return .unsigned(value) }
      throw issue(start, "invalid uint literal")
    }
    if isWhole {
      if let value = UInt64(digits) { return .integer(value) }
      throw issue(start, "invalid int literal")
    }
    guard let value = Double(digits) else { throw issue(start, "invalid double literal") }
    return .double(value)
  }

  private mutating func hexadecimal() throws(CELIssue) -> Token {
    let start = position
    position += 2
    let digitsStart = position
    while let scalar = peek(), scalar.properties.isASCIIHexDigit { position += 1 }
    guard let value = UInt64(text(digitsStart), radix: 16) else {
      throw issue(start, "invalid int literal")
    }
    return .integer(value)
  }

  private mutating func skipDigits() {
    while let scalar = peek(), isDigit(scalar) { position += 1 }
  }

  private mutating func symbol() throws(CELIssue) -> String {
    let start = position
    let two = String(String.UnicodeScalarView(scalars[position...].prefix(2)))
    if ["==", "!=", "<=", ">=", "&&", "||"].contains(two) {
      position += 2
      return two
    }
    let one = String(scalars[position])
    position += 1
    guard "+-*/%!<>?:,.()[]{}".contains(one) else {
      throw issue(start, "Syntax error: token recognition error at: '\(one)'")
    }
    return one
  }

  private func isIdentifierStart(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "_" || ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar)
  }

  private func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

  private func peek(_ distance: Int = 0) -> Unicode.Scalar? {
    position + distance < scalars.count ? scalars[position + distance] : nil
  }

  private func text(_ start: Int) -> String {
    String(String.UnicodeScalarView(scalars[start..<position]))
  }

  private func issue(_ offset: Int, _ message: String) -> CELIssue {
    CELIssue(offset: offset, message: message)
  }
}

extension CELLexer {
  private struct Quote {
    let isRaw: Bool
    let mark: Unicode.Scalar
    let isTriple: Bool
  }

  private func stringStart() -> Quote? {
    let isRaw = (peek() == "r" || peek() == "R") && (peek(1) == "\"" || peek(1) == "'")
    let first = isRaw ? 1 : 0
    guard let mark = peek(first), mark == "\"" || mark == "'" else { return nil }
    let isTriple = peek(first + 1) == mark && peek(first + 2) == mark
    return Quote(isRaw: isRaw, mark: mark, isTriple: isTriple)
  }

  private mutating func string(_ quote: Quote) throws(CELIssue) -> String {
    let start = position
    position += (quote.isRaw ? 1 : 0) + (quote.isTriple ? 3 : 1)
    var content = String.UnicodeScalarView()
    while let scalar = peek() {
      if scalar == quote.mark, !quote.isTriple || peek(1) == quote.mark && peek(2) == quote.mark {
        position += quote.isTriple ? 3 : 1
        return String(content)
      }
      position += 1
      if scalar == "\\", !quote.isRaw {
        content.append(try escape(start))
      } else if scalar == "\n", !quote.isTriple {
        break
      } else {
        content.append(scalar)
      }
    }
    throw issue(start, "Syntax error: token recognition error at: '\(text(start))'")
  }

  private mutating func escape(_ start: Int) throws(CELIssue) -> Unicode.Scalar {
    guard let scalar = peek() else { throw issue(start, "unterminated string") }
    position += 1
    switch scalar {
    case "n": return "\n"
    case "t": return "\t"
    case "r": return "\r"
    case "a": return "\u{7}"
    case "b": return "\u{8}"
    case "f": return "\u{c}"
    case "v": return "\u{b}"
    case "\\", "\"", "'", "`", "?": return scalar
    case "x", "X": return try codePoint(digits: 2, start)
    case "u": return try codePoint(digits: 4, start)
    case "U": return try codePoint(digits: 8, start)
    default:
      throw issue(start, "Syntax error: token recognition error at: '\\\(scalar)'")
    }
  }

  private mutating func codePoint(
    digits: Int,
    _ start: Int
  ) throws(CELIssue) -> Unicode.Scalar {
    let from = position
    position = min(position + digits, scalars.count)
    guard let code = UInt32(text(from), radix: 16), let scalar = Unicode.Scalar(code) else {
      throw issue(start, "invalid unicode code point")
    }
    return scalar
  }
}
