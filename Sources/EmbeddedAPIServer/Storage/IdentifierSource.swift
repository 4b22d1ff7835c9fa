/// Draws uids and name suffixes from a seed, so that two runs write the same bytes.
struct IdentifierSource: Sendable {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed
  }

  /// A random (version 4) UUID.
  mutating func uid() -> String {
    var high = next()
    var low = next()
    high = high & 0xFFFF_FFFF_FFFF_0FFF | 0x4000
    low = low & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000
    let hex = Array(hexadecimal(high) + hexadecimal(low))
    return [0..<8, 8..<12, 12..<16, 16..<20, 20..<32].map { String(hex[$0]) }.joined(
      separator: "-"
    )
  }

  /// Five characters of the alphabet that `generateName` uses upstream: no vowels, no look-alikes.
  mutating func nameSuffix() -> String {
    String((0..<5).map { _ in Self.alphabet[Int(next() % UInt64(Self.alphabet.count))] })
  }

  /// A number below `bound`.
  mutating func number(below bound: UInt64) -> UInt64 { next() % bound }

  private static let alphabet = Array("bcdfghjklmnpqrstvwxz2456789")

  /// SplitMix64.
  private mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  private func hexadecimal(_ value: UInt64) -> String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
