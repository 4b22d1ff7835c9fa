import Glibc

/// One non-blocking TCP connection to a port of this machine.
package struct Socket: ~Copyable {
  package let descriptor: CInt

  package init(port: UInt16) throws(BenchmarkError) {
    descriptor = socket(AF_INET, CInt(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let descriptor = descriptor
    let status = unsafe withUnsafePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard status == 0 else { throw BenchmarkError("nothing listens on 127.0.0.1:\(port)") }
    var one: CInt = 1
    _ = unsafe setsockopt(
      descriptor,
      CInt(IPPROTO_TCP),
      TCP_NODELAY,
      &one,
      socklen_t(MemoryLayout<CInt>.size)
    )
    _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
  }

  deinit {
    close(descriptor)
  }

  /// Requests here are smaller than a socket's buffer, so one call takes them.
  package func send(_ bytes: [UInt8]) throws(BenchmarkError) {
    let count = unsafe bytes.withUnsafeBytes {
      unsafe Glibc.send(descriptor, $0.baseAddress, $0.count, CInt(MSG_NOSIGNAL))
    }
    guard count == bytes.count else { throw BenchmarkError("a request could not be sent") }
  }

  /// Appends what has arrived; `false` when the peer has closed.
  package func receive(into buffer: inout [UInt8]) -> Bool {
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = unsafe recv(descriptor, &piece, piece.count, CInt(MSG_DONTWAIT))
      if count > 0 { buffer += piece.prefix(count) }
      if count < piece.count { return count > 0 || count < 0 && errno == EAGAIN }
    }
  }
}
