import APIMachinery
import JSON
import Transport

/// Reads the events of a watch one by one.
final class WatchReader {
  let head: HTTPResponseHead
  private var pieces: ByteStream.Iterator
  private var buffer: [UInt8] = []

  init(response: StreamedResponse) {
    head = response.head
    pieces = response.body.makeAsyncIterator()
  }

  /// The next event; `nil` when the server ended the watch.
  func next() async -> JSONValue? {
    while true {
      if let end = buffer.firstIndex(of: 0x0A) {
        let line = Array(buffer[..<end])
        buffer.removeFirst(end + 1)
        return try? JSONValue(parsing: line)
      }
      guard let piece = try? await pieces.next(isolation: nil) else { return nil }
      buffer += piece
    }
  }

  /// The next events as `ADDED name`.
  func next(_ count: Int) async -> [String] {
    var events: [String] = []
    for _ in 0..<count {
      guard let event = await next() else { break }
      let name = event["object"]?["metadata"]?["name"]?.stringValue ?? ""
      events.append("\(event["type"]?.stringValue ?? "") \(name)")
    }
    return events
  }
}
