package import JSON

/// A Kubernetes quantity, `500m` or `1Gi`, as an exact number of billionths.
///
/// `1`, `1000m` and `1e0` are one quantity; comparing texts would roll pods for nothing.
package struct Quantity: Hashable, Comparable, Sendable {
  /// The value times 10⁹; a hundred pebibytes still fit 128 bits.
  package let nanos: Int128

  package init(nanos: Int128) {
    self.nanos = nanos
  }

  /// Reads any form of the Kubernetes grammar; `nil` for anything else and for what 128 bits cannot hold.
  ///
  /// Digits beyond the ninth decimal round up, as in Kubernetes.
  package init?(_ text: String) {
    let number = text.prefix { $0.isASCIIDigit || $0 == "." || $0 == "+" || $0 == "-" }
    guard let multiplier = Self.multiplier(of: text.dropFirst(number.count)),
      let nanos = Self.nanos(number, times: multiplier)
    else { return nil }
    self.nanos = nanos
  }

  /// A quantity may also stand in a document as a plain number.
  package init?(json: JSONValue) {
    switch json {
    case .string(let text): self.init(text)
    case .integer(let value): self.init(String(value))
    case .double(let value): self.init(value.description)
    case .null, .bool, .array, .object: return nil
    }
  }

  /// As a floating-point number of the base unit: cores, bytes, requests per second.
  package var doubleValue: Double { Double(nanos) / 1e9 }

  package static func < (left: Quantity, right: Quantity) -> Bool { left.nanos < right.nanos }

  private static func multiplier(of suffix: Substring) -> Int128? {
    if let known = suffixes.first(where: { $0.0 == suffix }) { return known.1 }
    guard let first = suffix.first, first == "e" || first == "E",
      let exponent = Int(suffix.dropFirst()), (-9...18).contains(exponent)
    else { return nil }
    return (0..<(exponent + 9)).reduce(1) { power, _ in power * 10 }
  }

  /// Nanos per unit of each suffix.
  private static let suffixes: [(String, Int128)] = [
    ("n", 1), ("u", 1_000), ("m", 1_000_000), ("", 1_000_000_000),
    ("k", 1_000_000_000_000), ("M", 1_000_000_000_000_000),
    ("G", 1_000_000_000_000_000_000), ("T", 1_000_000_000_000_000_000_000),
    ("P", 1_000_000_000_000_000_000_000_000), ("E", 1_000_000_000_000_000_000_000_000_000),
    ("Ki", 1_000_000_000 << 10), ("Mi", 1_000_000_000 << 20), ("Gi", 1_000_000_000 << 30),
    ("Ti", 1_000_000_000 << 40), ("Pi", 1_000_000_000 << 50), ("Ei", 1_000_000_000 << 60),
  ]

  private static func nanos(_ number: Substring, times multiplier: Int128) -> Int128? {
    let isNegative = number.first == "-"
    let unsigned = number.first == "-" || number.first == "+" ? number.dropFirst() : number
    let parts = unsigned.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    let digits = parts.joined()
    guard !digits.isEmpty, digits.count <= 27, digits.allSatisfy(\.isASCIIDigit),
      let whole = Int128(digits)
    else { return nil }
    let decimals = parts.count > 1 ? parts[1].count : 0
    let divisor = (0..<decimals).reduce(Int128(1)) { power, _ in power * 10 }
    let (product, overflow) = whole.multipliedReportingOverflow(by: multiplier)
    guard !overflow else { return nil }
    let rounded = product / divisor + (product % divisor > 0 ? 1 : 0)
    return isNegative ? -rounded : rounded
  }
}

extension Character {
  fileprivate var isASCIIDigit: Bool { ("0"..."9").contains(self) }
}
