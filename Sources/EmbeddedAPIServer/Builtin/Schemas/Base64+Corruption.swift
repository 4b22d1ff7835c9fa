extension Base64 {
  /// Where Go's decoder of standard, padded base64 would stop; `nil` for sound text.
  ///
  /// Line breaks do not count.
  static func firstCorruption(in text: String) -> Int? {
    let bytes = Array(text.utf8)
    var quantum = 0
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      if isLineBreak(byte) { continue }
      if byte == UInt8(ascii: "=") {
        return paddingCorruption(bytes, after: index, quantum: quantum)
      }
      guard isDigit(byte) else { return index - 1 }
      quantum = (quantum + 1) % 4
    }
    return quantum == 0 ? nil : index - quantum
  }

  private static func paddingCorruption(_ bytes: [UInt8], after start: Int, quantum: Int) -> Int? {
    var index = start
    guard quantum >= 2 else { return index - 1 }
    if quantum == 2 {
      while index < bytes.count, isLineBreak(bytes[index]) { index += 1 }
      guard index < bytes.count else { return bytes.count }
      guard bytes[index] == UInt8(ascii: "=") else { return index - 1 }
      index += 1
    }
    while index < bytes.count, isLineBreak(bytes[index]) { index += 1 }
    return index < bytes.count ? index : nil
  }

  private static func isLineBreak(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte)
      || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "/")
  }
}
