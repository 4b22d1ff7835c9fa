/// Longer strings that a document has had: an API list says `/dev/termination-log` thousands of times, and once is enough.
///
/// Each string has one place and makes way for the next one there, so the table never grows. It lives as long as its reader: a
/// secret of one document must not be kept for another.
struct StringTable {
  /// Shorter ones Swift keeps in the string itself.
  private static let bytesMin = 16
  /// Longer ones (messages, documents inside documents) rarely come twice, and comparing them costs.
  private static let bytesMax = 128

  private struct Entry {
    let range: Range<Int>
    let string: String
  }

  private var entries: [Entry?]

  init(forTextOf byteCount: Int) {
    entries = [Entry?](repeating: nil, count: byteCount < 8192 ? 16 : 512)
  }

  /// Where a string with these bytes of the text is to be; `nil` if it is not worth it.
  @inline(__always)
  func place(of range: Range<Int>, in text: Span<UInt8>) -> Int? {
    guard Self.bytesMin...Self.bytesMax ~= range.count else { return nil }
    let hash = text.hash(of: range)
    return Int((hash ^ hash >> 29) % UInt64(entries.count))
  }

  @inline(__always)
  func string(at place: Int, ifSameAs range: Range<Int>, in text: Span<UInt8>) -> String? {
    guard let entry = entries[place], entry.range.count == range.count,
      text.hasSameBytes(at: entry.range, as: text, from: range.lowerBound)
    else { return nil }
    return entry.string
  }

  mutating func put(_ string: String, at place: Int, from range: Range<Int>) {
    entries[place] = Entry(range: range, string: string)
  }
}
