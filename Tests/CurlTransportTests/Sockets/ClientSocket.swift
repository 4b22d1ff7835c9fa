import Glibc

/// The client's end of a connection whose server's end the same process has.
enum ClientSocket {
  /// Whether it is kept alive, after how many seconds and how often it is probed, and how many milliseconds it waits for an
  /// acknowledgement.
  static func probeSettings(connectedTo server: RawConnection) -> [CInt] {
    guard let client = descriptor(connectedTo: server) else { return [] }
    return [
      option(client, SOL_SOCKET, SO_KEEPALIVE), option(client, CInt(IPPROTO_TCP), TCP_KEEPIDLE),
      option(client, CInt(IPPROTO_TCP), TCP_KEEPINTVL),
      option(client, CInt(IPPROTO_TCP), TCP_USER_TIMEOUT),
    ]
  }

  private static func descriptor(connectedTo server: RawConnection) -> CInt? {
    guard let wanted = port(server.descriptor, isPeer: true) else { return nil }
    return (0..<1_024).first { $0 != server.descriptor && port($0, isPeer: false) == wanted }
  }

  private static func port(_ descriptor: CInt, isPeer: Bool) -> UInt16? {
    var address = sockaddr_in()
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let status = unsafe withUnsafeMutablePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe isPeer ? getpeername(descriptor, $0, &size) : getsockname(descriptor, $0, &size)
      }
    }
    guard status == 0, address.sin_family == sa_family_t(AF_INET) else { return nil }
    return address.sin_port
  }

  private static func option(_ descriptor: CInt, _ level: CInt, _ name: CInt) -> CInt {
    var value: CInt = 0
    var size = socklen_t(MemoryLayout<CInt>.size)
    unsafe getsockopt(descriptor, level, name, &value, &size)
    return value
  }
}
