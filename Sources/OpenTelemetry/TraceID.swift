/// The identifier of a trace: 128 bits, never all zero.
package struct TraceID: Hashable, Sendable {
  package let high: UInt64
  package let low: UInt64

  package init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  package var isValid: Bool { high != 0 || low != 0 }

  /// 32 lower-case digits.
  package var hex: String { high.hex + low.hex }
}
