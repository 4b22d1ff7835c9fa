/// A kept connection on which one request at a time is answered.
struct Writer: ~Copyable {
  let socket: Socket
  private var unread: [UInt8] = []
  private(set) var sentAt: UInt64?

  init(port: UInt16) throws(BenchmarkError) {
    socket = try Socket(port: port)
  }

  var isIdle: Bool { sentAt == nil }

  mutating func send(_ method: String, _ target: String, _ type: String, _ body: String)
    throws(BenchmarkError)
  {
    sentAt = monotonicNanoseconds()
    try socket.send(
      Array(
        """
        \(method) \(target) HTTP/1.1\r
        Host: 127.0.0.1\r
        User-Agent: benchmark/1\r
        Content-Type: \(type)\r
        Content-Length: \(body.utf8.count)\r
        \r
        \(body)
        """.utf8
      )
    )
  }

  /// The status and how long the answer took, once it is here whole.
  mutating func finish() throws(BenchmarkError) -> (status: Int, nanoseconds: UInt64)? {
    guard socket.receive(into: &unread) else {
      throw BenchmarkError("the server closed a connection")
    }
    guard let end = unread.firstRange(of: Array("\r\n\r\n".utf8)) else { return nil }
    let head = String(decoding: unread[..<end.lowerBound], as: UTF8.self)
    let length = head.split(separator: "\r\n").first {
      $0.lowercased().hasPrefix("content-length:")
    }
    let count = length.flatMap { Int($0.drop { $0 != ":" }.dropFirst().drop { $0 == " " }) } ?? 0
    guard unread.count >= end.upperBound + count, let sentAt else { return nil }
    unread.removeFirst(end.upperBound + count)
    self.sentAt = nil
    let status = head.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
    return (status, monotonicNanoseconds() - sentAt)
  }
}
