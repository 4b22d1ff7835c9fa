/// Percent-encoded text of URLs, decoded.
enum PercentDecoding {
  static func decode(_ text: Substring) -> String {
    guard text.utf8.contains(UInt8(ascii: "%")) else { return String(text) }
    let bytes = Array(text.utf8)
    var decoded: [UInt8] = []
    var index = 0
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "%"), index + 2 < bytes.count,
        let byte = UInt8(
          String(decoding: bytes[(index + 1)...(index + 2)], as: UTF8.self),
          radix: 16
        )
      {
        decoded.append(byte)
        index += 3
      } else {
        decoded.append(bytes[index])
        index += 1
      }
    }
    return String(decoding: decoded, as: UTF8.self)
  }

  /// The same for query values, where `+` is a space.
  static func decodeQuery(_ text: Substring) -> String {
    guard text.contains("+") else { return decode(text) }
    return decode(Substring(String(text.map { $0 == "+" ? " " : $0 })))
  }
}
