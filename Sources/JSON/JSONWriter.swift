extension JSONValue {
  /// Compact JSON with sorted keys: equal values give equal bytes.
  package var jsonBytes: [UInt8] {
    var writer = JSONWriter(indentation: nil)
    writer.write(self, level: 0)
    return writer.bytes
  }

  /// Compact JSON with sorted keys, as text.
  package var jsonText: String { String(decoding: jsonBytes, as: UTF8.self) }

  /// JSON over several lines, two spaces a level, with sorted keys.
  package var prettyJSONText: String {
    var writer = JSONWriter(indentation: 2)
    writer.write(self, level: 0)
    return String(decoding: writer.bytes, as: UTF8.self)
  }
}

/// Appends JSON to a buffer.
struct JSONWriter {
  let indentation: Int?
  private(set) var bytes: [UInt8] = []

  init(indentation: Int?) {
    self.indentation = indentation
  }

  mutating func write(_ value: JSONValue, level: Int) {
    switch value {
    case .null: bytes += "null".utf8
    case .bool(let value): bytes += (value ? "true" : "false").utf8
    case .integer(let value): bytes += String(value).utf8
    case .double(let value): bytes += value.description.utf8
    case .string(let value): write(value)
    case .array(let elements): write(elements, level: level)
    case .object(let object): write(object, level: level)
    }
  }

  private mutating func write(_ elements: [JSONValue], level: Int) {
    guard !elements.isEmpty else { return bytes += "[]".utf8 }
    bytes.append(UInt8(ascii: "["))
    for (index, element) in elements.enumerated() {
      separate(index, level: level + 1)
      write(element, level: level + 1)
    }
    breakLine(level: level)
    bytes.append(UInt8(ascii: "]"))
  }

  private mutating func write(_ object: JSONObject, level: Int) {
    guard !object.isEmpty else { return bytes += "{}".utf8 }
    bytes.append(UInt8(ascii: "{"))
    for index in object.keys.indices {
      separate(index, level: level + 1)
      write(object.keys[index])
      bytes.append(UInt8(ascii: ":"))
      if indentation != nil { bytes.append(UInt8(ascii: " ")) }
      write(object.values[index], level: level + 1)
    }
    breakLine(level: level)
    bytes.append(UInt8(ascii: "}"))
  }

  private mutating func separate(_ index: Int, level: Int) {
    if index > 0 { bytes.append(UInt8(ascii: ",")) }
    breakLine(level: level)
  }

  private mutating func breakLine(level: Int) {
    guard let indentation else { return }
    bytes.append(0x0A)
    bytes += [UInt8](repeating: 0x20, count: indentation * level)
  }

  private mutating func write(_ text: String) {
    let text = text.utf8Span.span
    bytes.append(UInt8(ascii: "\""))
    var start = 0
    while true {
      let end = text.endOfPlainText(from: start).index
      append(text.extracting(start..<end))
      guard end < text.count else { break }
      writeEscape(of: text[end])
      start = end + 1
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private mutating func append(_ text: Span<UInt8>) {
    // Sound: the buffer is used only as long as the span lends it.
    unsafe text.withUnsafeBufferPointer { unsafe bytes.append(contentsOf: $0) }
  }

  private mutating func writeEscape(of byte: UInt8) {
    switch byte {
    case UInt8(ascii: "\""): bytes += #"\""#.utf8
    case UInt8(ascii: "\\"): bytes += #"\\"#.utf8
    case 0x0A: bytes += #"\n"#.utf8
    case 0x0D: bytes += #"\r"#.utf8
    case 0x09: bytes += #"\t"#.utf8
    default:
      let hex = String(byte, radix: 16)
      bytes += (hex.count == 1 ? #"\u000"# : #"\u00"#).utf8
      bytes += hex.utf8
    }
  }
}
