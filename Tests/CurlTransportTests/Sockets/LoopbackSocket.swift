import Glibc
import Testing

/// TCP sockets of the loopback, which child processes do not inherit.
enum LoopbackSocket {
  static func new() -> CInt {
    socket(AF_INET, CInt(SOCK_STREAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue), 0)
  }

  /// Listens on a free port.
  static func listening() throws -> (descriptor: CInt, port: Int) {
    let descriptor = new()
    let port = try #require(bind(descriptor))
    try #require(listen(descriptor, 64) == 0)
    return (descriptor, port)
  }

  /// Takes the next connection; `nil` when the listening socket was shut down.
  static func accepted(from listening: CInt) -> CInt? {
    while true {
      let descriptor = accept(listening, nil, nil)
      if descriptor >= 0 {
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        return descriptor
      }
      guard errno == EINTR || errno == ECONNABORTED else { return nil }
    }
  }

  /// A connection to a port; `nil` when nobody listens there.
  static func connected(to port: Int) -> CInt? {
    let descriptor = new()
    var place = address(port: port)
    let status = unsafe withUnsafePointer(to: &place) { pointer in
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

  /// Binds to a free port.
  static func bind(_ descriptor: CInt) -> Int? {
    var place = address(port: 0)
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isBound = unsafe withUnsafeMutablePointer(to: &place) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe Glibc.bind(descriptor, $0, size) == 0 && getsockname(descriptor, $0, &size) == 0
      }
    }
    return isBound ? Int(UInt16(bigEndian: place.sin_port)) : nil
  }

  /// Makes the closing that follows a reset instead of an orderly end.
  static func resetOnClose(_ descriptor: CInt) {
    var option = linger(l_onoff: 1, l_linger: 0)
    let size = socklen_t(MemoryLayout<linger>.size)
    unsafe setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &option, size)
  }

  /// Sends all of it, or finds the peer gone.
  @discardableResult
  static func send(_ bytes: some Collection<UInt8>, to descriptor: CInt) -> Bool {
    let bytes = Array(bytes)
    var sent = 0
    while sent < bytes.count {
      let count = unsafe bytes.withUnsafeBytes {
        unsafe Glibc.send(
          descriptor,
          $0.baseAddress?.advanced(by: sent),
          $0.count - sent,
          CInt(MSG_NOSIGNAL)
        )
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return false }
      sent += count
    }
    return true
  }

  /// What has come; empty at the end of the connection.
  static func receive(from descriptor: CInt, atMost limit: Int) -> [UInt8] {
    var buffer = [UInt8](repeating: 0, count: limit)
    while true {
      let count = unsafe recv(descriptor, &buffer, limit, 0)
      if count < 0, errno == EINTR { continue }
      return Array(buffer.prefix(max(0, count)))
    }
  }

  private static func address(port: Int) -> sockaddr_in {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    return address
  }
}
