import JSON

extension JSONValue {
  /// A random document made of what tends to break readers: odd text, edge numbers, empty collections.
  static func random(
    depth: Int,
    nullMembers: Bool = true,
    using random: inout SeededGenerator
  ) -> JSONValue {
    switch Int.random(in: 0..<(depth > 0 ? 10 : 6), using: &random) {
    case 0: .null
    case 1: .bool(Bool.random(using: &random))
    case 2:
      .integer(
        Int64.random(in: .min ... .max, using: &random) >> Int64.random(in: 0..<63, using: &random)
      )
    case 3: .number(double(using: &random))
    case 4, 5: .string(text(using: &random))
    case 6, 7: .array(array(depth: depth, nullMembers: nullMembers, using: &random))
    default: .object(object(depth: depth, nullMembers: nullMembers, using: &random))
    }
  }

  private static func array(
    depth: Int,
    nullMembers: Bool,
    using random: inout SeededGenerator
  ) -> [JSONValue] {
    (0..<Int.random(in: 0..<4, using: &random)).map { _ in
      self.random(depth: depth - 1, nullMembers: nullMembers, using: &random)
    }
  }

  private static func object(
    depth: Int,
    nullMembers: Bool,
    using random: inout SeededGenerator
  ) -> JSONObject {
    JSONObject(
      (0..<Int.random(in: 0..<5, using: &random)).compactMap { _ in
        let key = text(using: &random)
        let value = self.random(depth: depth - 1, nullMembers: nullMembers, using: &random)
        return value.isNull && !nullMembers ? nil : .init(key: key, value: value)
      }
    )
  }

  private static func double(using random: inout SeededGenerator) -> Double {
    let bits = Double(bitPattern: random.next())
    return bits.isFinite ? bits : Double.random(in: -1...1, using: &random)
  }

  private static func text(using random: inout SeededGenerator) -> String {
    let pieces = [
      "a", "b", "/", "~", "~0", "\"", "\\", "\n", "\t", "\u{0}", "\u{1F}", "\u{7F}", "é",
      "e\u{301}", "💡",
      "\u{2028}", "\u{FFFF}", " ", "0", "-",
    ]
    return (0..<Int.random(in: 0..<4, using: &random))
      .map { _ in pieces[Int.random(in: 0..<pieces.count, using: &random)] }.joined()
  }
}
