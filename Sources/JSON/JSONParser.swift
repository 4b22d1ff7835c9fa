extension JSONValue {
  /// Reads one JSON document of at most `JSONParser.maximumDepth` levels.
  package init(parsing bytes: [UInt8]) throws(JSONSyntaxError) {
    var parser = JSONParser(textOf: bytes.count)
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
struct JSONParser: ~Copyable {
  /// Deeper documents are refused: the API server's own limit is 10,000, and no real object passes 40.
  static let maximumDepth = 512

  var position = 0
  private var shapes = ShapePool.take()
  var strings: StringTable
  private var openValues = OpenValues()
  /// The shape, up to now, of the object inside which the reader is.
  private var enclosing = ShapeTable.empty
  /// Where the reader is in the document; kept only while duplicates are recorded, because it costs time.
  private var path: [FieldPath.Step] = []
  private let recordsDuplicates: Bool
  private(set) var duplicateFields: [FieldPath] = []

  init(textOf byteCount: Int, recordsDuplicates: Bool = false) {
    strings = StringTable(forTextOf: byteCount)
    self.recordsDuplicates = recordsDuplicates
  }

  /// Reads the whole text; a reader reads once.
  mutating func document(in text: Span<UInt8>) throws(JSONSyntaxError) -> JSONValue {
    defer { ShapePool.giveBack(shapes) }
    let value = try value(in: text, depth: 0)
    skipWhitespace(in: text)
    guard position == text.count else {
      throw error("text after the end of the document", in: text)
    }
    return value
  }

  private mutating func value(in text: Span<UInt8>, depth: Int) throws(JSONSyntaxError) -> JSONValue
  {
    guard depth < Self.maximumDepth else { throw tooDeep(in: text) }
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
    skipWhitespace(in: text)
    if take("}", in: text) { return .object(JSONObject(orderedKeys: [], values: [])) }
    var keys = OpenKeys(outer: enclosing)
    defer { enclosing = keys.outer }
    let first = openValues.count
    while true {
      skipWhitespace(in: text)
      guard peek(text) == UInt8(ascii: "\"") else {
        throw error("expected a member name", in: text)
      }
      try readKey(into: &keys, in: text)
      skipWhitespace(in: text)
      guard take(":", in: text) else { throw error("expected ':' after the member name", in: text) }
      if recordsDuplicates { path.append(.key(lastKey(of: keys))) }
      enclosing = keys.shape
      openValues.append(try value(in: text, depth: depth + 1))
      if recordsDuplicates { path.removeLast() }
      skipWhitespace(in: text)
      if take("}", in: text) { return .object(closeObject(keys, from: first)) }
      guard take(",", in: text) else { throw error("expected ',' or '}'", in: text) }
    }
  }

  private mutating func array(
    in text: Span<UInt8>,
    depth: Int
  ) throws(JSONSyntaxError) -> JSONValue {
    position += 1
    skipWhitespace(in: text)
    if take("]", in: text) { return .array([]) }
    let first = openValues.count
    while true {
      if recordsDuplicates { path.append(.index(openValues.count - first)) }
      openValues.append(try value(in: text, depth: depth + 1))
      if recordsDuplicates { path.removeLast() }
      skipWhitespace(in: text)
      if take("]", in: text) { return .array(openValues.removeAll(from: first)) }
      guard take(",", in: text) else { throw error("expected ',' or ']'", in: text) }
    }
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

// MARK: Keys

extension JSONParser {
  private mutating func readKey(
    into keys: inout OpenKeys,
    in text: Span<UInt8>
  ) throws(JSONSyntaxError) {
    let start = position + 1
    guard keys.loose.isEmpty else { return keys.loose.append(try string(in: text)) }
    if let next = shapes.usualNext(after: keys, keyAt: start, in: text) {
      position = start + shapes.keyByteCount(of: next) + 1
      keys.shape = next
    } else if let next = try readUnusualKey(after: keys.shape, in: text) {
      shapes.expect(next, after: keys)
      keys.shape = next
    } else {
      position = start - 1
      keys.loose = shapes.keys(of: keys.shape)
      keys.loose.append(try string(in: text))
    }
  }

  /// The shape with the key at the position; `nil` when it is to have none.
  private mutating func readUnusualKey(
    after shape: Int,
    in text: Span<UInt8>
  ) throws(JSONSyntaxError) -> Int? {
    let start = position + 1
    guard case .plain(let isASCII) = skipPlainString(in: text) else { return nil }
    let range = start..<position - 1
    if let known = shapes.next(after: shape, key: range, in: text) { return known }
    let key = try string(at: range, isASCII: isASCII, in: text)
    return shapes.add(key, after: shape, at: range, in: text)
  }

  private func lastKey(of keys: OpenKeys) -> String {
    keys.loose.last ?? shapes.lastKey(of: keys.shape)
  }

  private mutating func closeObject(_ keys: OpenKeys, from first: Int) -> JSONObject {
    guard keys.loose.isEmpty else { return closeObject(inTextOrder: keys.loose, from: first) }
    guard shapes.hasOrder(keys.shape) else {
      return closeObject(inTextOrder: shapes.keys(of: keys.shape), from: first)
    }
    return shapes.object(of: keys.shape, values: &openValues, from: first)
  }

  private mutating func closeObject(inTextOrder keys: [String], from first: Int) -> JSONObject {
    let object = JSONObject(unorderedKeys: keys, values: openValues.removeAll(from: first))
    guard recordsDuplicates, object.count < keys.count else { return object }
    for key in object.keys where keys.count(where: { $0.hasSameBytes(as: key) }) > 1 {
      duplicateFields.append(FieldPath(path + [.key(key)]))
    }
    return object
  }
}

// MARK: Bytes

extension JSONParser {
  func peek(_ text: Span<UInt8>) -> UInt8? {
    position < text.count ? text[position] : nil
  }

  mutating func take(_ character: Unicode.Scalar, in text: Span<UInt8>) -> Bool {
    guard let byte = peek(text), UInt32(byte) == character.value else { return false }
    position += 1
    return true
  }

  mutating func skipWhitespace(in text: Span<UInt8>) {
    while let byte = peek(text), byte <= 0x20,
      byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
    {
      position += 1
    }
  }

  @inline(never)
  private func tooDeep(in text: Span<UInt8>) -> JSONSyntaxError {
    error("more than \(Self.maximumDepth) levels", in: text)
  }

  @inline(never)
  func error(_ problem: String, in text: Span<UInt8>) -> JSONSyntaxError {
    var (line, column) = (1, 1)
    for index in 0..<min(position, text.count) {
      (line, column) = text[index] == 0x0A ? (line + 1, 1) : (line, column + 1)
    }
    return JSONSyntaxError(line: line, column: column, problem: problem)
  }
}
