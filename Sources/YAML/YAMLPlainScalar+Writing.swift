extension YAMLPlainScalar {
  /// Whether text without quotes would be read as something else, by us or by another YAML 1.1 reader.
  static func isMisread(_ text: String) -> Bool {
    YAMLPlainScalar(text) != .text || text == "<<" || isBase60(text)
  }

  /// `1:30`, which is 90 in YAML 1.1: digits, then groups of `:` and a number below 60.
  private static func isBase60(_ text: String) -> Bool {
    let unsigned = text.first == "-" || text.first == "+" ? text.dropFirst() : text[...]
    let groups = unsigned.split(separator: ":", omittingEmptySubsequences: false)
    guard groups.count > 1, unsigned.first?.isASCIIDigit == true else { return false }
    return groups.allSatisfy { $0.allSatisfy { $0.isASCIIDigit || $0 == "_" || $0 == "." } }
  }
}

extension Character {
  fileprivate var isASCIIDigit: Bool { ("0"..."9").contains(self) }
}
