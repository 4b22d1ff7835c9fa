/// A watch that looks only for one number in its events.
package struct Watcher: ~Copyable {
  package let socket: Socket
  /// What stands before the number.
  private let mark: [UInt8]
  private var unread: [UInt8] = []

  package init(port: UInt16, target: String, mark: String) throws(BenchmarkError) {
    self.mark = Array(mark.utf8)
    let socket = try Socket(port: port)
    try socket.send(
      Array("GET \(target) HTTP/1.1\r\nHost: 127.0.0.1\r\nUser-Agent: benchmark/1\r\n\r\n".utf8)
    )
    self.socket = socket
  }

  /// The numbers in the events that arrived, in order; 0 where something else stands.
  package mutating func numbers() throws(BenchmarkError) -> [UInt64] {
    guard socket.receive(into: &unread) else { throw BenchmarkError("the server ended a watch") }
    var numbers: [UInt64] = []
    var start = 0
    // A line is complete when its newline is here; what follows the last one waits.
    guard let end = unread.lastIndex(of: 0x0A) else { return [] }
    while let index = find(from: start, to: end) {
      var number: UInt64 = 0
      var digit = index + mark.count
      while digit < end, (0x30...0x39).contains(unread[digit]) {
        number = number &* 10 &+ UInt64(unread[digit] - 0x30)
        digit += 1
      }
      numbers.append(number)
      start = digit
    }
    unread.removeFirst(end + 1)
    return numbers
  }

  private func find(from start: Int, to end: Int) -> Int? {
    var index = start
    let last = end - mark.count
    while index <= last {
      if unread[index] == mark[0], unread[index + 1] == mark[1], unread[index + 2] == mark[2],
        unread[index..<(index + mark.count)].elementsEqual(mark)
      {
        return index
      }
      index += 1
    }
    return nil
  }
}
