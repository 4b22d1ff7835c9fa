/// Keys as the API takes them: as bytes.
extension String {
  /// Byte order: unlike `<` on strings it never normalises, and it is Go's order.
  func precedes(_ other: String) -> Bool {
    let (left, right) = (utf8Span.span, other.utf8Span.span)
    let common = min(left.count, right.count)
    var index = 0
    while index < common, left[index] == right[index] { index += 1 }
    return index < common ? left[index] < right[index] : left.count < right.count
  }

  /// Equality of keys: `==` would take an accent written as one character and as two for the same key, the API does not.
  ///
  /// Lengths and `==` go first because they settle nearly every pair without a look at single bytes.
  func hasSameBytes(as other: String) -> Bool {
    guard utf8.count == other.utf8.count, self == other else { return false }
    return utf8Span.hasSameBytes(as: other.utf8Span)
  }
}

extension UTF8Span {
  fileprivate func hasSameBytes(as other: UTF8Span) -> Bool {
    count == other.count && span.hasSameBytes(at: 0..<count, as: other.span, from: 0)
  }
}
