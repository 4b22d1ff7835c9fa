/// 128 bits that tell a pass from all others, written as a version 4 UUID like controller-runtime's `reconcileID`.
package struct PassID: Hashable, Sendable, CustomStringConvertible {
  private let high: UInt64
  private let low: UInt64

  package init(_ high: UInt64, _ low: UInt64) {
    self.high = high & ~0xF000 | 0x4000
    self.low = low & ~(0b11 << 62) | 0b10 << 62
  }

  package var description: String {
    let digits = [high, low].map { number in
      let text = String(number, radix: 16)
      return String(repeating: "0", count: 16 - text.count) + text
    }
    let (first, second) = (digits[0], digits[1])
    return "\(first.prefix(8))-\(first.dropFirst(8).prefix(4))-\(first.dropFirst(12))-"
      + "\(second.prefix(4))-\(second.dropFirst(4))"
  }
}
