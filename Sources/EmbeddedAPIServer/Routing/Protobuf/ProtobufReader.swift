/// The fields of one protobuf message, in order; what the wire does not explain is skipped.
struct ProtobufReader {
  enum Value {
    case number(UInt64)
    case bytes(ArraySlice<UInt8>)
  }

  private var rest: ArraySlice<UInt8>

  init(_ bytes: ArraySlice<UInt8>) {
    rest = bytes
  }

  /// The next field and its number; `nil` at the end, and where the bytes are no protobuf.
  mutating func next() -> (number: UInt64, value: Value)? {
    guard let tag = varint() else { return nil }
    switch tag & 7 {
    case 0: return varint().map { (tag >> 3, .number($0)) }
    case 1: return fixed(8).map { (tag >> 3, .bytes($0)) }
    case 2:
      guard let length = varint(), length <= UInt64(rest.count) else { return nil }
      return fixed(Int(length)).map { (tag >> 3, .bytes($0)) }
    case 5: return fixed(4).map { (tag >> 3, .bytes($0)) }
    default: return nil
    }
  }

  private mutating func fixed(_ count: Int) -> ArraySlice<UInt8>? {
    guard rest.count >= count else { return nil }
    defer { rest = rest.dropFirst(count) }
    return rest.prefix(count)
  }

  private mutating func varint() -> UInt64? {
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while let byte = rest.popFirst(), shift < 64 {
      value |= UInt64(byte & 0x7F) << shift
      if byte & 0x80 == 0 { return value }
      shift += 7
    }
    return nil
  }
}
