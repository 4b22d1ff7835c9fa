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
    for (index, member) in object.members.enumerated() {
      separate(index, level: level + 1)
      write(member.key)
      bytes += (indentation == nil ? ":" : ": ").utf8
      write(member.value, level: level + 1)
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
    bytes.append(UInt8(ascii: "\""))
    if text.utf8Span.span.needsEscapes { writeEscaped(text) } else { bytes += text.utf8 }
    bytes.append(UInt8(ascii: "\""))
  }

  private mutating func writeEscaped(_ text: String) {
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""): bytes += #"\""#.utf8
      case UInt8(ascii: "\\"): bytes += #"\\"#.utf8
      case 0x0A: bytes += #"\n"#.utf8
      case 0x0D: bytes += #"\r"#.utf8
      case 0x09: bytes += #"\t"#.utf8
      case 0..<0x20:
        let hex = String(byte, radix: 16)
        bytes += (hex.count == 1 ? #"\u000"# : #"\u00"#).utf8
        bytes += hex.utf8
      default: bytes.append(byte)
      }
    }
  }
}

extension Span<UInt8> {
  /// Whether these bytes of a string cannot stand in JSON as they are.
  fileprivate var needsEscapes: Bool {
    for index in indices {
      let byte = self[index]
      if byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { return true }
    }
    return false
  }
}
