import Loopback

/// A watch that looks only for the stamps in its events.
struct Watcher: ~Copyable {
  let socket: Socket
  private var unread: [UInt8] = []
  private(set) var bytes = 0

  private static let mark = Array("\"stamp\":\"".utf8)

  init(port: UInt16, target: String) throws(BenchmarkError) {
    let socket = try Socket(port: port)
    try socket.send(
      Array("GET \(target) HTTP/1.1\r\nHost: 127.0.0.1\r\nUser-Agent: benchmark/1\r\n\r\n".utf8)
    )
    self.socket = socket
  }

  /// The stamps of the events that arrived, in order; 0 for objects that nobody has stamped.
  mutating func stamps() throws(BenchmarkError) -> [UInt64] {
    let before = unread.count
    guard socket.receive(into: &unread) else { throw BenchmarkError("the server ended a watch") }
    bytes += unread.count - before
    var stamps: [UInt64] = []
    var start = 0
    // A line is complete when its newline is here; what follows the last one waits.
    guard let end = unread.lastIndex(of: 0x0A) else { return [] }
    while let index = Self.find(in: unread, from: start, to: end) {
      var stamp: UInt64 = 0
      var digit = index + Self.mark.count
      while digit < end, (0x30...0x39).contains(unread[digit]) {
        stamp = stamp &* 10 &+ UInt64(unread[digit] - 0x30)
        digit += 1
      }
      stamps.append(stamp)
      start = digit
    }
    unread.removeFirst(end + 1)
    return stamps
  }

  private static func find(in bytes: [UInt8], from start: Int, to end: Int) -> Int? {
    var index = start
    let last = end - mark.count
    while index <= last {
      if bytes[index] == mark[0], bytes[index + 1] == mark[1], bytes[index + 2] == mark[2],
        bytes[index..<(index + mark.count)].elementsEqual(mark)
      {
        return index
      }
      index += 1
    }
    return nil
  }
}
