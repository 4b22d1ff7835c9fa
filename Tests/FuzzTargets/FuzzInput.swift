/// The bytes of one input, and how targets that need more than one text cut them.
struct FuzzInput: Sendable {
  let bytes: [UInt8]

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// Everything as text; what is no UTF-8 becomes U+FFFD.
  var text: String { String(decoding: bytes, as: UTF8.self) }

  /// The bytes before the first line end; all of them where there is none.
  var firstLine: [UInt8] { Array(bytes.prefix { $0 != UInt8(ascii: "\n") }) }

  /// The bytes behind the first line end.
  var rest: [UInt8] { Array(bytes.dropFirst(firstLine.count + 1)) }

  /// The bytes in pieces whose sizes, from 1 to 16, follow from the seed.
  func pieces(seed: UInt8) -> [[UInt8]] {
    var pieces: [[UInt8]] = []
    var state = UInt32(seed)
    var start = 0
    while start < bytes.count {
      state = state &* 1_664_525 &+ 1_013_904_223
      let end = min(bytes.count, start + Int(state >> 28) + 1)
      pieces.append(Array(bytes[start..<end]))
      start = end
    }
    return pieces
  }
}

extension String {
  /// Whether the texts consist of the same bytes: `==` calls `é` and `e` with an accent the same.
  func isIdentical(to other: String) -> Bool { utf8.elementsEqual(other.utf8) }
}
