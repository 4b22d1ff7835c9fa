/// Keys that a document has used: an API list says `terminationMessagePath` thousands of times.
///
/// Keys of up to 15 bytes need no place, Swift keeps them in the string itself.
struct KeyTable {
  private static let slotCount = 256
  private static let inlineBytesMax = 15
  private var slots = [String?](repeating: nil, count: slotCount)

  func key(at range: Range<Int>, of text: Span<UInt8>) -> String? {
    guard range.count > Self.inlineBytesMax else { return nil }
    let bytes = text.extracting(range)
    guard let known = slots[Self.slot(of: bytes)], known.utf8Span.span.hasSameBytes(as: bytes)
    else { return nil }
    return known
  }

  mutating func remember(_ key: String) {
    let bytes = key.utf8Span.span
    guard bytes.count > Self.inlineBytesMax else { return }
    slots[Self.slot(of: bytes)] = key
  }

  /// Of keys with one prefix (`app.kubernetes.io/…`) the ends differ.
  private static func slot(of bytes: Span<UInt8>) -> Int {
    let end = bytes.count - 1
    let mixed =
      bytes.count &* 31 &+ Int(bytes[0]) &* 7 &+ Int(bytes[end]) &* 131
      &+ Int(bytes[end - 4]) &* 17 &+ Int(bytes[end / 2]) &* 5
    return mixed % slotCount
  }
}
