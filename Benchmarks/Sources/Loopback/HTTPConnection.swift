/// A kept connection on which one request at a time is answered.
package struct HTTPConnection: ~Copyable {
  package struct Answer {
    package let status: Int
    package let nanoseconds: UInt64
    package let body: String
  }

  package let socket: Socket
  private var unread: [UInt8] = []
  private var sentAt: UInt64?

  package init(port: UInt16) throws(BenchmarkError) {
    socket = try Socket(port: port)
  }

  package var isIdle: Bool { sentAt == nil }

  package mutating func send(
    _ method: String,
    _ target: String,
    _ type: String = "application/json",
    _ body: String = ""
  ) throws(BenchmarkError) {
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

  /// The answer, once it is here whole.
  package mutating func finish() throws(BenchmarkError) -> Answer? {
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
    let body = String(decoding: unread[end.upperBound..<end.upperBound + count], as: UTF8.self)
    unread.removeFirst(end.upperBound + count)
    self.sentAt = nil
    let status = head.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
    return Answer(status: status, nanoseconds: monotonicNanoseconds() - sentAt, body: body)
  }

  /// Sends a request and waits for its answer, which must be a success.
  package mutating func call(
    _ method: String,
    _ target: String,
    _ type: String = "application/json",
    _ body: String = ""
  ) throws(BenchmarkError) -> String {
    try send(method, target, type, body)
    while true {
      guard let answer = try finish() else { continue }
      guard 200..<300 ~= answer.status else {
        throw BenchmarkError(
          "\(method) \(target) was answered with \(answer.status): \(answer.body)"
        )
      }
      return answer.body
    }
  }
}
