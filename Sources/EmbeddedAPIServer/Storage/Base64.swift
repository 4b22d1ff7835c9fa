import FoundationEssentials

/// The encoding of Secret data and of continue tokens.
enum Base64 {
  static func encode(_ bytes: [UInt8]) -> String { Data(bytes).base64EncodedString() }

  static func decode(_ text: String) -> [UInt8]? { Data(base64Encoded: text).map(Array.init) }

  /// The alphabet of URLs, without padding: JSON Web Tokens.
  static func encodeURL(_ bytes: [UInt8]) -> String {
    String(
      encode(bytes).compactMap { character -> Character? in
        switch character {
        case "+": "-"
        case "/": "_"
        case "=": nil
        case _: character
        }
      }
    )
  }

  static func decodeURL(_ text: Substring) -> [UInt8]? {
    let plain = text.map { $0 == "-" ? "+" : $0 == "_" ? "/" : $0 }
    let padding = String(repeating: "=", count: (4 - plain.count % 4) % 4)
    return decode(String(plain) + padding)
  }
}
