import JSON

extension JSONValue {
  /// A random document made of what tends to break writers: odd text, edge numbers, empty collections.
  static func random(depth: Int, using random: inout SeededGenerator) -> JSONValue {
    switch Int.random(in: 0..<(depth > 0 ? 8 : 6), using: &random) {
    case 0: .null
    case 1: .bool(Bool.random(using: &random))
    case 2:
      .integer(
        Int64.random(in: .min ... .max, using: &random) >> Int64.random(in: 0..<63, using: &random)
      )
    case 3: .number(Double.random(in: -1e9...1e9, using: &random))
    case 4, 5: .string(text(using: &random))
    case 6:
      .array(
        (0..<Int.random(in: 0..<4, using: &random)).map { _ in
          self.random(depth: depth - 1, using: &random)
        }
      )
    default:
      .object(
        JSONObject(
          (0..<Int.random(in: 0..<4, using: &random)).map { _ in
            .init(key: text(using: &random), value: self.random(depth: depth - 1, using: &random))
          }
        )
      )
    }
  }

  private static func text(using random: inout SeededGenerator) -> String {
    let pieces = [
      "a", "word", " ", "\n", "\n\n", "\t", "\r", ":", ": ", "#", " #", "-", "- ", "?", "'", "\"",
      "\\", "{", "}", "[", "]", ",",
      "&", "*", "!", "|", ">", "%", "@", "`", "0", "1", "0x", ".", "e", "_", "true", "no", "null",
      "~", "<<", "---", "...", "é", "💡",
      "\u{1}", "\u{7F}", "\u{85}", "\u{2028}", "\u{FEFF}", "\u{FFFD}", "\u{FFFF}",
      "long words that make a writer break its lines",
    ]
    return (0..<Int.random(in: 0..<7, using: &random))
      .map { _ in pieces[Int.random(in: 0..<pieces.count, using: &random)] }.joined()
  }
}
