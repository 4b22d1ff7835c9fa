/// Cuts a stream of bytes into lines, however the pieces fall.
///
/// It works on bytes, so a character that is split between two pieces is whole again in its line.
struct LineFramer {
  private let limit: Int
  /// Whether a line grew beyond the limit; nothing more is read then.
  private(set) var isLineTooLong = false
  private var unfinished: [UInt8] = []

  init(limit: Int) {
    self.limit = limit
  }

  /// The lines that the piece completes, without their ends; empty lines are dropped.
  mutating func lines(adding piece: [UInt8]) -> [[UInt8]] {
    var lines: [[UInt8]] = []
    var rest = piece[...]
    while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
      guard append(rest[..<end]) else { return lines }
      if !unfinished.isEmpty { lines.append(unfinished) }
      unfinished = []
      rest = rest[(end + 1)...]
    }
    _ = append(rest)
    return lines
  }

  /// What is left when the stream ends without a line end.
  var remainder: [UInt8]? { unfinished.isEmpty ? nil : unfinished }

  private mutating func append(_ bytes: ArraySlice<UInt8>) -> Bool {
    isLineTooLong = isLineTooLong || unfinished.count + bytes.count > limit
    if !isLineTooLong { unfinished += bytes }
    return !isLineTooLong
  }
}
