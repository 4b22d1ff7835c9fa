import Transport

/// Builds the head of a response from its lines, one at a time.
///
/// An informational head (`100 Continue`) is thrown away and the next awaited; lines after the head
/// are trailers and ignored.
struct HeadParser {
  /// The most bytes of header lines accepted, which is what large API servers and proxies allow as
  /// well.
  static let limitBytes = 256 << 10

  private var head: HTTPResponseHead?
  private var receivedBytes = 0
  private var isComplete = false

  /// Takes a line with its line end; returns the head when this line completes it.
  mutating func take(_ line: some Collection<UInt8>) throws(TransferError) -> HTTPResponseHead? {
    guard !isComplete else { return nil }
    receivedBytes += line.count
    guard receivedBytes <= Self.limitBytes else {
      throw .malformed("its header is larger than \(Self.limitBytes) bytes")
    }
    let text = Self.trimmed(String(decoding: line, as: UTF8.self)[...])
    if text.isEmpty { return completed() }
    if text.hasPrefix("HTTP/") {
      head = HTTPResponseHead(status: try Self.status(of: text))
    } else if let colon = text.firstIndex(of: ":") {
      head?.headers.add(
        String(text[..<colon]),
        String(Self.trimmed(text[text.index(after: colon)...]))
      )
    }
    return nil
  }

  private mutating func completed() -> HTTPResponseHead? {
    guard let head, head.status >= 200 else { return nil }
    isComplete = true
    return head
  }

  private static func status(of line: Substring) throws(TransferError) -> Int {
    let words = line.split(separator: " ", maxSplits: 2)
    guard words.count > 1, let status = Int(words[1]), (100...999).contains(status) else {
      throw .malformed("its first line is \(line)")
    }
    return status
  }

  private static func trimmed(_ text: Substring) -> Substring {
    var rest = text
    while let first = rest.first, first.isWhitespace { rest.removeFirst() }
    while let last = rest.last, last.isWhitespace { rest.removeLast() }
    return rest
  }
}
