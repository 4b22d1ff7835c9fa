extension JSONValue {
  /// Reads one JSON document of at most `JSONParser.maximumDepth` levels.
  package init(parsing bytes: [UInt8]) throws(JSONSyntaxError) {
    var parser = JSONParser()
    self = try parser.document(in: bytes.span)
  }

  /// Reads one JSON document from text.
  package init(parsing text: String) throws(JSONSyntaxError) {
    try self.init(parsing: Array(text.utf8))
  }
}

/// A recursive-descent reader of RFC 8259 over bytes.
///
/// The text is handed to each step as a span: stored in the reader, every look at a byte would pay for the array's reference count.
struct JSONParser {
  /// Deeper documents are refused: the API server's own limit is 10,000, and no real object passes 40.
  static let maximumDepth = 512

  private var position = 0
  private var keys = KeyTable()
  /// Members and elements of the values that are still open, innermost last: each object and array is allocated once, at its size.
  private var openMembers: [OpenMember] = []
  private var openElements: [JSONValue] = []
  /// Where the reader is in the document; kept only while duplicates are recorded, because it costs time.
  private var path = FieldPath()
  private let recordsDuplicates: Bool
  private(set) var duplicateFields: [FieldPath] = []

  init(recordsDuplicates: Bool = false) {
    self.recordsDuplicates = recordsDuplicates
  }

  mutating func document(in text: Span<UInt8>) throws(JSONSyntaxError) -> JSONValue {
    let value = try value(in: text, depth: 0)
    skipWhitespace(in: text)
    guard position == text.count else {
      throw error("text after the end of the document", in: text)
    }
    return value
  }

  private mutating func value(in text: Span<UInt8>, depth: Int) throws(JSONSyntaxError) -> JSONValue
  {
    guard depth < Self.maximumDepth else {
      throw error("more than \(Self.maximumDepth) levels", in: text)
    }
    skipWhitespace(in: text)
    switch peek(text) {
    case UInt8(ascii: "{"): return try object(in: text, depth: depth)
    case UInt8(ascii: "["): return try array(in: text, depth: depth)
    case UInt8(ascii: "\""): return .string(try string(in: text))
    case UInt8(ascii: "t"): return try literal("true", .bool(true), in: text)
    case UInt8(ascii: "f"): return try literal("false", .bool(false), in: text)
    case UInt8(ascii: "n"): return try literal("null", .null, in: text)
    case .some: return try number(in: text)
    case nil: throw error("the document ends too early", in: text)
    }
  }

  private mutating func object(
    in text: Span<UInt8>,
    depth: Int
  ) throws(JSONSyntaxError) -> JSONValue {
    position += 1
    let first = openMembers.count
    skipWhitespace(in: text)
    if take("}", in: text) { return .object([:]) }
    while true {
      skipWhitespace(in: text)
      guard peek(text) == UInt8(ascii: "\"") else {
        throw error("expected a member name", in: text)
      }
      let start = position + 1
      let key = try key(in: text)
      let source = start..<position - 1
      let hasEscapes = source.count != key.utf8.count
      skipWhitespace(in: text)
      guard take(":", in: text) else { throw error("expected ':' after the member name", in: text) }
      let value = try value(under: .key(key), in: text, depth: depth + 1)
      openMembers.append(
        OpenMember(key: source, hasEscapes: hasEscapes, member: .init(key: key, value: value))
      )
      skipWhitespace(in: text)
      if take("}", in: text) { return .object(closeObject(from: first, in: text)) }
      guard take(",", in: text) else { throw error("expected ',' or '}'", in: text) }
    }
  }

  private mutating func closeObject(from first: Int, in text: Span<UInt8>) -> JSONObject {
    let isOrdered = orderMembers(from: first, in: text)
    let members = openMembers[first...].map(\.member)
    openMembers.removeLast(openMembers.count - first)
    guard !isOrdered else { return JSONObject(ordered: members) }
    let object = JSONObject(members)
    guard recordsDuplicates, object.count < members.count else { return object }
    for key in object.keys where members.count(where: { $0.key.hasSameBytes(as: key) }) > 1 {
      duplicateFields.append(path.appending(.key(key)))
    }
    return object
  }

  /// Puts few members in order by the bytes of their keys; `false` leaves it to `JSONObject`, which knows of equal keys.
  private mutating func orderMembers(from first: Int, in text: Span<UInt8>) -> Bool {
    guard openMembers.count - first <= OpenMember.fewCount,
      openMembers[first...].allSatisfy({ !$0.hasEscapes })
    else { return false }
    for last in first + 1..<openMembers.count {
      var index = last
      insertion: while index > first {
        switch text.order(openMembers[index].key, openMembers[index - 1].key) {
        case .before: openMembers.swapAt(index, index - 1)
        case .after: break insertion
        case .same: return false
        }
        index -= 1
      }
    }
    return true
  }

  private mutating func value(
    under step: @autoclosure () -> FieldPath.Step,
    in text: Span<UInt8>,
    depth: Int
  ) throws(JSONSyntaxError) -> JSONValue {
    guard recordsDuplicates else { return try value(in: text, depth: depth) }
    let outer = path
    path = outer.appending(step())
    defer { path = outer }
    return try value(in: text, depth: depth)
  }

  private mutating func array(
    in text: Span<UInt8>,
    depth: Int
  ) throws(JSONSyntaxError) -> JSONValue {
    position += 1
    let first = openElements.count
    skipWhitespace(in: text)
    if take("]", in: text) { return .array([]) }
    while true {
      let index = openElements.count - first
      openElements.append(try value(under: .index(index), in: text, depth: depth + 1))
      skipWhitespace(in: text)
      if take("]", in: text) { return .array(closeArray(from: first)) }
      guard take(",", in: text) else { throw error("expected ',' or ']'", in: text) }
    }
  }

  private mutating func closeArray(from first: Int) -> [JSONValue] {
    let elements = Array(openElements[first...])
    openElements.removeLast(openElements.count - first)
    return elements
  }

  private mutating func literal(
    _ word: StaticString,
    _ value: JSONValue,
    in text: Span<UInt8>
  ) throws(JSONSyntaxError) -> JSONValue {
    for byte in String(describing: word).utf8 {
      guard peek(text) == byte else { throw error("expected '\(word)'", in: text) }
      position += 1
    }
    return value
  }
}

// MARK: Numbers

extension JSONParser {
  private mutating func number(in text: Span<UInt8>) throws(JSONSyntaxError) -> JSONValue {
    let start = position
    _ = take("-", in: text)
    let firstDigit = position
    guard skipDigits(in: text) > 0 else { throw error("expected a value", in: text) }
    if text[firstDigit] == UInt8(ascii: "0"), position - firstDigit > 1 {
      throw error("a number must not begin with 0", in: text)
    }
    if !isFraction(peek(text)) {
      if let whole = wholeNumber(in: text, from: firstDigit, isNegative: firstDigit > start) {
        return .integer(whole)
      }
    }
    try skipFractionAndExponent(in: text)
    let digits = try string(in: text, from: start)
    guard let value = Double(digits), value.isFinite else {
      throw error("the number is too large", in: text)
    }
    return .number(value)
  }

  private func isFraction(_ byte: UInt8?) -> Bool {
    byte == UInt8(ascii: ".") || byte == UInt8(ascii: "e") || byte == UInt8(ascii: "E")
  }

  private mutating func skipFractionAndExponent(in text: Span<UInt8>) throws(JSONSyntaxError) {
    if take(".", in: text) {
      guard skipDigits(in: text) > 0 else { throw error("expected a digit after '.'", in: text) }
    }
    if take("e", in: text) || take("E", in: text) {
      _ = take("+", in: text) || take("-", in: text)
      guard skipDigits(in: text) > 0 else {
        throw error("expected a digit in the exponent", in: text)
      }
    }
  }

  /// The digits up to the position; `nil` when they do not fit.
  private func wholeNumber(in text: Span<UInt8>, from start: Int, isNegative: Bool) -> Int64? {
    var value: Int64 = 0
    for index in start..<position {
      let digit = Int64(text[index] - 0x30)
      let (tenfold, overflows) = value.multipliedReportingOverflow(by: 10)
      let (next, overflowsToo) =
        isNegative
        ? tenfold.subtractingReportingOverflow(digit) : tenfold.addingReportingOverflow(digit)
      guard !overflows, !overflowsToo else { return nil }
      value = next
    }
    return value
  }

  private mutating func skipDigits(in text: Span<UInt8>) -> Int {
    let start = position
    while let byte = peek(text), (0x30...0x39).contains(byte) { position += 1 }
    return position - start
  }
}

// MARK: Strings

extension JSONParser {
  private mutating func key(in text: Span<UInt8>) throws(JSONSyntaxError) -> String {
    let start = position + 1
    guard skipPlainString(in: text) else { return try escapedString(in: text, from: start) }
    if let known = keys.key(at: start..<position - 1, of: text) { return known }
    let key = try string(in: text, from: start, to: position - 1)
    keys.remember(key)
    return key
  }

  private mutating func string(in text: Span<UInt8>) throws(JSONSyntaxError) -> String {
    let start = position + 1
    guard skipPlainString(in: text) else { return try escapedString(in: text, from: start) }
    return try string(in: text, from: start, to: position - 1)
  }

  /// Whether the string ends before any escape; the position is then behind it, otherwise where something else is to be done.
  private mutating func skipPlainString(in text: Span<UInt8>) -> Bool {
    var index = position + 1
    while index < text.count {
      let byte = text[index]
      if byte == UInt8(ascii: "\"") {
        position = index + 1
        return true
      }
      if byte == UInt8(ascii: "\\") || byte < 0x20 { break }
      index += 1
    }
    position = index
    return false
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

  private func string(
    in text: Span<UInt8>,
    from start: Int,
    to end: Int? = nil
  ) throws(JSONSyntaxError) -> String {
    let bytes = text.extracting(start..<(end ?? position))
    guard let valid = try? UTF8Span(validating: bytes) else {
      throw error("a string is not UTF-8", in: text)
    }
    return String(copying: valid)
  }
}

// MARK: Bytes

extension JSONParser {
  private func peek(_ text: Span<UInt8>) -> UInt8? {
    position < text.count ? text[position] : nil
  }

  private mutating func take(_ character: Unicode.Scalar, in text: Span<UInt8>) -> Bool {
    guard let byte = peek(text), UInt32(byte) == character.value else { return false }
    position += 1
    return true
  }

  private mutating func skipWhitespace(in text: Span<UInt8>) {
    while let byte = peek(text), byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
      position += 1
    }
  }

  private func error(_ problem: String, in text: Span<UInt8>) -> JSONSyntaxError {
    var (line, column) = (1, 1)
    for index in 0..<min(position, text.count) {
      (line, column) = text[index] == 0x0A ? (line + 1, 1) : (line, column + 1)
    }
    return JSONSyntaxError(line: line, column: column, problem: problem)
  }
}
