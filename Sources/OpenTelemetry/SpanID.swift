/// The identifier of a span within its trace: 64 bits, never all zero.
package struct SpanID: Hashable, Sendable {
  package let value: UInt64

  package init(_ value: UInt64) {
    self.value = value
  }

  package var isValid: Bool { value != 0 }

  /// 16 lower-case digits.
  package var hex: String { value.hex }
}

extension UInt64 {
  /// 16 lower-case digits.
  var hex: String {
    let digits = String(self, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
