extension JSONValue {
  /// Reads one JSON document of at most `JSONParser.maximumDepth` levels.
  package init(parsing bytes: [UInt8]) throws(JSONSyntaxError) {
    var parser = JSONParser(bytes)
    self = try parser.document()
  }

  /// Reads one JSON document from text.
  package init(parsing text: String) throws(JSONSyntaxError) {
    try self.init(parsing: Array(text.utf8))
  }
}

/// A recursive-descent reader of RFC 8259 over bytes.
struct JSONParser {
  /// Deeper documents are refused: the API server's own limit is 10,000, and no real object passes 40.
  static let maximumDepth = 512

  private let bytes: [UInt8]
  private var position = 0
  /// Where the reader is in the document; kept only while duplicates are recorded, because it costs time.
  private var path = FieldPath()
  private let recordsDuplicates: Bool
  private(set) var duplicateFields: [FieldPath] = []

  init(_ bytes: [UInt8], recordsDuplicates: Bool = false) {
    self.bytes = bytes
    self.recordsDuplicates = recordsDuplicates
  }

  mutating func document() throws(JSONSyntaxError) -> JSONValue {
    let value = try self.value(depth: 0)
    skipWhitespace()
    guard position == bytes.count else { throw error("text after the end of the document") }
    return value
  }

  private mutating func value(depth: Int) throws(JSONSyntaxError) -> JSONValue {
    guard depth < Self.maximumDepth else { throw error("more than \(Self.maximumDepth) levels") }
    skipWhitespace()
    switch peek {
    case UInt8(ascii: "{"): return try object(depth: depth)
    case UInt8(ascii: "["): return try array(depth: depth)
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try literal("true", .bool(true))
    case UInt8(ascii: "f"): return try literal("false", .bool(false))
    case UInt8(ascii: "n"): return try literal("null", .null)
    case .some: return try number()
    case nil: throw error("the document ends too early")
    }
  }

  private mutating func object(depth: Int) throws(JSONSyntaxError) -> JSONValue {
    position += 1
    var members: [JSONObject.Member] = []
    skipWhitespace()
    if take("}") { return .object([:]) }
    while true {
      skipWhitespace()
      guard peek == UInt8(ascii: "\"") else { throw error("expected a member name") }
      let key = try string()
      skipWhitespace()
      guard take(":") else { throw error("expected ':' after the member name") }
      members.append(.init(key: key, value: try value(under: .key(key), depth: depth + 1)))
      skipWhitespace()
      if take("}") { return .object(object(of: members)) }
      guard take(",") else { throw error("expected ',' or '}'") }
    }
  }

  private mutating func object(of members: [JSONObject.Member]) -> JSONObject {
    let object = JSONObject(members)
    guard recordsDuplicates, object.count < members.count else { return object }
    for key in object.keys where members.count(where: { $0.key.hasSameBytes(as: key) }) > 1 {
      duplicateFields.append(path.appending(.key(key)))
    }
    return object
  }

  private mutating func value(
    under step: FieldPath.Step,
    depth: Int
  ) throws(JSONSyntaxError) -> JSONValue {
    guard recordsDuplicates else { return try value(depth: depth) }
    let outer = path
    path = outer.appending(step)
    defer { path = outer }
    return try value(depth: depth)
  }

  private mutating func array(depth: Int) throws(JSONSyntaxError) -> JSONValue {
    position += 1
    var elements: [JSONValue] = []
    skipWhitespace()
    if take("]") { return .array([]) }
    while true {
      elements.append(try value(under: .index(elements.count), depth: depth + 1))
      skipWhitespace()
      if take("]") { return .array(elements) }
      guard take(",") else { throw error("expected ',' or ']'") }
    }
  }

  private mutating func literal(
    _ word: StaticString,
    _ value: JSONValue
  ) throws(JSONSyntaxError) -> JSONValue {
    let text = String(describing: word)
    for byte in text.utf8 {
      guard peek == byte else { throw error("expected '\(text)'") }
      position += 1
    }
    return value
  }

  private mutating func number() throws(JSONSyntaxError) -> JSONValue {
    let start = position
    _ = take("-")
    let firstDigit = position
    guard skipDigits() > 0 else { throw error("expected a value") }
    if bytes[firstDigit] == UInt8(ascii: "0"), position - firstDigit > 1 {
      throw error("a number must not begin with 0")
    }
    var isWhole = true
    if take(".") {
      isWhole = false
      guard skipDigits() > 0 else { throw error("expected a digit after '.'") }
    }
    if take("e") || take("E") {
      isWhole = false
      _ = take("+") || take("-")
      guard skipDigits() > 0 else { throw error("expected a digit in the exponent") }
    }
    let text = ascii(from: start)
    if isWhole, let whole = Int64(text) { return .integer(whole) }
    guard let value = Double(text), value.isFinite else { throw error("the number is too large") }
    return .number(value)
  }

  private mutating func string() throws(JSONSyntaxError) -> String {
    position += 1
    let start = position
    while let byte = peek {
      if byte == UInt8(ascii: "\"") {
        defer { position += 1 }
        return try utf8(from: start)
      }
      if byte == UInt8(ascii: "\\") || byte < 0x20 { break }
      position += 1
    }
    return try escapedString(from: start)
  }

  private mutating func escapedString(from start: Int) throws(JSONSyntaxError) -> String {
    var unescaped = Array(bytes[start..<position])
    while let byte = peek {
      guard byte >= 0x20 else { throw error("a control character in a string must be escaped") }
      position += 1
      switch byte {
      case UInt8(ascii: "\""):
        guard let text = String(validating: unescaped, as: UTF8.self) else {
          throw error("a string is not UTF-8")
        }
        return text
      case UInt8(ascii: "\\"):
        unescaped += Array(String(try escape()).utf8)
      default:
        unescaped.append(byte)
      }
    }
    throw error("a string is not closed")
  }

  private mutating func escape() throws(JSONSyntaxError) -> Unicode.Scalar {
    defer { position += 1 }
    switch peek {
    case UInt8(ascii: "\""): return "\""
    case UInt8(ascii: "\\"): return "\\"
    case UInt8(ascii: "/"): return "/"
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{c}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): return try unicodeEscape()
    default: throw error("an unknown escape in a string")
    }
  }

  /// Leaves the position on the last digit.
  ///
  /// A lone surrogate becomes U+FFFD, as in Go.
  private mutating func unicodeEscape() throws(JSONSyntaxError) -> Unicode.Scalar {
    let first = try hexQuad()
    guard (0xD800...0xDBFF).contains(first) else {
      return Unicode.Scalar(first) ?? "\u{FFFD}"
    }
    let beforeSecond = position
    position += 1
    if take("\\"), peek == UInt8(ascii: "u") {
      let second = try hexQuad()
      if (0xDC00...0xDFFF).contains(second) {
        let code = 0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)
        return Unicode.Scalar(code) ?? "\u{FFFD}"
      }
    }
    position = beforeSecond
    return "\u{FFFD}"
  }

  private mutating func hexQuad() throws(JSONSyntaxError) -> UInt32 {
    var code: UInt32 = 0
    for _ in 0..<4 {
      position += 1
      guard let byte = peek, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
        throw error("expected four hexadecimal digits after '\\u'")
      }
      code = code << 4 + UInt32(digit)
    }
    return code
  }

  private var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard let byte = peek, UInt32(byte) == character.value else { return false }
    position += 1
    return true
  }

  private mutating func skipWhitespace() {
    while let byte = peek, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
      position += 1
    }
  }

  private mutating func skipDigits() -> Int {
    let start = position
    while let byte = peek, (0x30...0x39).contains(byte) { position += 1 }
    return position - start
  }

  private func ascii(from start: Int) -> String {
    String(decoding: bytes[start..<position], as: UTF8.self)
  }

  private func utf8(from start: Int) throws(JSONSyntaxError) -> String {
    guard let text = String(validating: bytes[start..<position], as: UTF8.self) else {
      throw error("a string is not UTF-8")
    }
    return text
  }

  private func error(_ problem: String) -> JSONSyntaxError {
    let before = bytes.prefix(position)
    let line = 1 + before.count { $0 == 0x0A }
    let column = 1 + before.reversed().prefix { $0 != 0x0A }.count
    return JSONSyntaxError(line: line, column: column, problem: problem)
  }
}
