/// Bytes, eight at a time.
extension Span<UInt8> {
  /// The eight bytes from an index on, the first one lowest.
  @inline(__always)
  func word(at index: Int) -> UInt64 {
    // Sound: the bounds are checked, and any eight bytes are a number.
    UInt64(littleEndian: unsafe bytes.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self))
  }

  /// Whether the bytes of a range are those that `other` has from `start` on.
  @inline(__always)
  func hasSameBytes(at range: Range<Int>, as other: Span<UInt8>, from start: Int) -> Bool {
    var (index, theirs) = (range.lowerBound, start)
    while index + 8 <= range.upperBound {
      guard word(at: index) == other.word(at: theirs) else { return false }
      (index, theirs) = (index + 8, theirs + 8)
    }
    let rest = range.upperBound - index
    guard rest > 0, index + 8 <= count, theirs + 8 <= other.count else {
      return (0..<rest).allSatisfy { self[index + $0] == other[theirs + $0] }
    }
    return (word(at: index) ^ other.word(at: theirs)) << (64 - 8 * rest) == 0
  }

  /// Of keys with one prefix (`app.kubernetes.io/…`) the ends differ, of times the middle does not.
  @inline(__always)
  func hash(of range: Range<Int>) -> UInt64 {
    let mixed = UInt64(range.count) &* 0xFF51_AFD7_ED55_8CCD
    guard range.count >= 8 else {
      return range.reduce(mixed) { ($0 ^ UInt64(self[$1])) &* 0x1000_0000_01B3 }
    }
    let (first, last) = (word(at: range.lowerBound), word(at: range.upperBound - 8))
    return (mixed ^ first) &* 0xC4CE_B9FE_1A85_EC53 ^ (last &* 0x9E37_79B9_7F4A_7C15)
  }

  /// The first index from `start` on whose byte a JSON string cannot have as it is: a quote, a backslash, a control character.
  @inline(__always)
  func endOfPlainText(from start: Int) -> (index: Int, isASCII: Bool) {
    var (index, nonASCII) = (start, UInt64(0))
    while index + 8 <= count {
      let word = word(at: index)
      let ends = word.placesOfStringEnds
      guard ends == 0 else {
        let bits = ends.trailingZeroBitCount
        let before = word & (1 << bits &- 1)
        return (index + bits / 8, (nonASCII | before) & .tops == 0)
      }
      (index, nonASCII) = (index + 8, nonASCII | word)
    }
    while index < count, !self[index].endsPlainText {
      (index, nonASCII) = (index + 1, nonASCII | UInt64(self[index]))
    }
    return (index, nonASCII & .tops == 0)
  }
}

extension UInt8 {
  fileprivate var endsPlainText: Bool {
    self < 0x20 || self == UInt8(ascii: "\"") || self == UInt8(ascii: "\\")
  }
}

extension UInt64 {
  fileprivate static let ones: UInt64 = 0x0101_0101_0101_0101
  /// The highest bit of each byte.
  fileprivate static let tops: UInt64 = 0x8080_8080_8080_8080

  /// The highest bit of the first byte that ends plain text, and perhaps of bytes above it.
  ///
  /// `x - ones & ~x & tops` finds zero bytes: exactly up to the first, whose borrow may disturb those above.
  fileprivate var placesOfStringEnds: UInt64 {
    let quote = self ^ Self.ones &* 0x22
    let backslash = self ^ Self.ones &* 0x5C
    let found =
      (quote &- Self.ones) & ~quote | (backslash &- Self.ones) & ~backslash
      | (self &- Self.ones &* 0x20) & ~self
    return found & Self.tops
  }
}
