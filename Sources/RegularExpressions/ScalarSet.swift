/// The characters that one position of a pattern accepts.
struct ScalarSet: Hashable, Sendable {
  private(set) var ranges: [ClosedRange<UInt32>]
  var isNegated = false

  init(_ ranges: [ClosedRange<UInt32>]) {
    self.ranges = ranges
  }

  init(_ scalar: Unicode.Scalar) {
    self.init([scalar.value...scalar.value])
  }

  static let digits = ScalarSet([0x30...0x39])
  static let wordCharacters = ScalarSet([0x30...0x39, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A])
  /// RE2's `\s`: tab, line feed, form feed, carriage return, space; no vertical tab.
  static let spaces = ScalarSet([0x09...0x0A, 0x0C...0x0D, 0x20...0x20])
  static let anything = ScalarSet([0...0x10FFFF])
  static let anythingButNewline = ScalarSet([0...0x09, 0x0B...0x10FFFF])

  func contains(_ scalar: Unicode.Scalar) -> Bool {
    ranges.contains { $0.contains(scalar.value) } != isNegated
  }

  /// Both sets together; a negated one is spelled out first.
  mutating func formUnion(_ other: ScalarSet) {
    ranges += other.isNegated ? other.complement : other.ranges
  }

  /// The set with both cases of each ASCII letter in it.
  var foldingCase: ScalarSet {
    var folded = self
    for range in ranges {
      for letter in UInt32(0x41)...0x5A {
        if range.contains(letter) { folded.ranges.append(letter + 32...letter + 32) }
        if range.contains(letter + 32) { folded.ranges.append(letter...letter) }
      }
    }
    return folded
  }

  private var complement: [ClosedRange<UInt32>] {
    var result: [ClosedRange<UInt32>] = []
    var next: UInt32 = 0
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if range.lowerBound > next { result.append(next...range.lowerBound - 1) }
      next = max(next, range.upperBound + 1)
    }
    if next <= 0x10FFFF { result.append(next...0x10FFFF) }
    return result
  }
}
