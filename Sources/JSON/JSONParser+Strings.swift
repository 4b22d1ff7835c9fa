extension JSONParser {
  /// What the reader finds when it goes over a string without looking at its text.
  enum SkippedString {
    /// No escapes; the position is behind the closing quote.
    case plain(isASCII: Bool)
    /// The position is where something else is to be done.
    case other
  }

  mutating func string(in text: Span<UInt8>) throws(JSONSyntaxError) -> String {
    let start = position + 1
    guard case .plain(let isASCII) = skipPlainString(in: text) else {
      return try escapedString(in: text, from: start)
    }
    let range = start..<position - 1
    guard let place = strings.place(of: range, in: text) else {
      return try string(at: range, isASCII: isASCII, in: text)
    }
    if let known = strings.string(at: place, ifSameAs: range, in: text) { return known }
    let string = try string(at: range, isASCII: isASCII, in: text)
    strings.put(string, at: place, from: range)
    return string
  }

  mutating func skipPlainString(in text: Span<UInt8>) -> SkippedString {
    let end = text.endOfPlainText(from: position + 1)
    position = end.index
    return take("\"", in: text) ? .plain(isASCII: end.isASCII) : .other
  }

  func string(
    at range: Range<Int>,
    isASCII: Bool,
    in text: Span<UInt8>
  ) throws(JSONSyntaxError) -> String {
    let bytes = text.extracting(range)
    // Sound: ASCII is UTF-8, and whoever says that the bytes are ASCII has looked at each.
    if isASCII { return String(copying: unsafe UTF8Span(unchecked: bytes, isKnownASCII: true)) }
    guard let valid = try? UTF8Span(validating: bytes) else {
      throw error("a string is not UTF-8", in: text)
    }
    return String(copying: valid)
  }

  private mutating func escapedString(
    in text: Span<UInt8>,
    from start: Int
  ) throws(JSONSyntaxError) -> String {
    var unescaped: [UInt8] = []
    for index in start..<position { unescaped.append(text[index]) }
    while let byte = peek(text) {
      guard byte >= 0x20 else {
        throw error("a control character in a string must be escaped", in: text)
      }
      position += 1
      switch byte {
      case UInt8(ascii: "\""):
        guard let string = String(validating: unescaped, as: UTF8.self) else {
          throw error("a string is not UTF-8", in: text)
        }
        return string
      case UInt8(ascii: "\\"):
        unescaped += String(try escape(in: text)).utf8
      default:
        unescaped.append(byte)
      }
    }
    throw error("a string is not closed", in: text)
  }

  private mutating func escape(in text: Span<UInt8>) throws(JSONSyntaxError) -> Unicode.Scalar {
    defer { position += 1 }
    switch peek(text) {
    case UInt8(ascii: "\""): return "\""
    case UInt8(ascii: "\\"): return "\\"
    case UInt8(ascii: "/"): return "/"
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{c}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): return try unicodeEscape(in: text)
    default: throw error("an unknown escape in a string", in: text)
    }
  }

  /// Leaves the position on the last digit.
  ///
  /// A lone surrogate becomes U+FFFD, as in Go.
  private mutating func unicodeEscape(
    in text: Span<UInt8>
  ) throws(JSONSyntaxError) -> Unicode.Scalar {
    let first = try hexQuad(in: text)
    guard (0xD800...0xDBFF).contains(first) else {
      return Unicode.Scalar(first) ?? "\u{FFFD}"
    }
    let beforeSecond = position
    position += 1
    if take("\\", in: text), peek(text) == UInt8(ascii: "u") {
      let second = try hexQuad(in: text)
      if (0xDC00...0xDFFF).contains(second) {
        let code = 0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)
        return Unicode.Scalar(code) ?? "\u{FFFD}"
      }
    }
    position = beforeSecond
    return "\u{FFFD}"
  }

  private mutating func hexQuad(in text: Span<UInt8>) throws(JSONSyntaxError) -> UInt32 {
    var code: UInt32 = 0
    for _ in 0..<4 {
      position += 1
      guard let byte = peek(text), let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
        throw error("expected four hexadecimal digits after '\\u'", in: text)
      }
      code = code << 4 + UInt32(digit)
    }
    return code
  }
}
