import Glibc
import Testing

/// The client's end of one TCP connection; waits without blocking the thread that the server may
/// need.
struct RawClient: ~Copyable {
  private let descriptor: CInt
  private var unread: [UInt8] = []
  /// Whether the peer broke the connection instead of closing it.
  private(set) var wasReset = false

  init(port: Int) throws {
    descriptor = try #require(Self.connected(to: port))
  }

  /// `nil` when nobody listens there any more.
  init?(reaching port: Int) {
    guard let descriptor = Self.connected(to: port) else { return nil }
    self.descriptor = descriptor
  }

  private static func connected(to port: Int) -> CInt? {
    let descriptor = socket(AF_INET, CInt(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    let status = unsafe withUnsafePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard status == 0 else {
      close(descriptor)
      return nil
    }
    return descriptor
  }

  deinit {
    close(descriptor)
  }

  func send(_ text: String) {
    let bytes = Array(text.utf8)
    _ = unsafe bytes.withUnsafeBytes {
      unsafe Glibc.send(descriptor, $0.baseAddress, $0.count, CInt(MSG_NOSIGNAL))
    }
  }

  /// What arrives up to and with `end`, or up to the closing of the connection.
  mutating func read(through end: String) async -> String {
    let end = Array(end.utf8)
    while true {
      if let range = unread.firstRange(of: end) {
        defer { unread.removeSubrange(..<range.upperBound) }
        return String(decoding: unread[..<range.upperBound], as: UTF8.self)
      }
      guard await receiveMore() else {
        defer { unread = [] }
        return String(decoding: unread, as: UTF8.self)
      }
    }
  }

  /// Everything up to the closing of the connection.
  mutating func readToEnd() async -> String {
    while await receiveMore() {}
    defer { unread = [] }
    return String(decoding: unread, as: UTF8.self)
  }

  private mutating func receiveMore() async -> Bool {
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = unsafe recv(descriptor, &buffer, buffer.count, CInt(MSG_DONTWAIT))
      if count > 0 { unread += buffer.prefix(count) }
      if count < 0, errno == ECONNRESET { wasReset = true }
      if count >= 0 || (errno != EAGAIN && errno != EINTR) { return count > 0 }
      await Task.yield()
    }
  }
}
