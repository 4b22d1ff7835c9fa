enum KeyOrder {
  case before
  case same
  case after
}

/// Keys as bytes of a text.
extension Span<UInt8> {
  func order(_ left: Range<Int>, _ right: Range<Int>) -> KeyOrder {
    let common = Swift.min(left.count, right.count)
    for offset in 0..<common {
      let (ours, theirs) = (self[left.lowerBound + offset], self[right.lowerBound + offset])
      if ours != theirs { return ours < theirs ? .before : .after }
    }
    guard left.count != right.count else { return .same }
    return left.count < right.count ? .before : .after
  }

  func hasSameBytes(as other: Span<UInt8>) -> Bool {
    guard count == other.count else { return false }
    for index in indices where self[index] != other[index] { return false }
    return true
  }
}
