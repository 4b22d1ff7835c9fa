import CurlTransport
import Glibc
import Testing

/// A TCP server on a free port of the loopback that treats each connection, one after the other, as
/// the test says.
final class RawServer: Sendable {
  let port: Int
  private let listening: CInt
  private let thread: pthread_t

  private final class Script: Sendable {
    let listening: CInt
    let serve: @Sendable (RawConnection) -> Void

    init(listening: CInt, serve: @escaping @Sendable (RawConnection) -> Void) {
      self.listening = listening
      self.serve = serve
    }

    func run() {
      while true {
        let descriptor = accept(listening, nil, nil)
        guard descriptor >= 0 else { return }
        serve(RawConnection(descriptor: descriptor))
        close(descriptor)
      }
    }
  }

  var origin: String { "http://127.0.0.1:\(port)" }

  init(_ serve: @escaping @Sendable (RawConnection) -> Void) throws {
    listening = socket(AF_INET, CInt(SOCK_STREAM.rawValue), 0)
    port = try #require(Self.bindToLoopback(listening))
    try #require(listen(listening, 64) == 0)
    let script = unsafe Unmanaged.passRetained(Script(listening: listening, serve: serve))
    var thread = pthread_t()
    let failure = unsafe pthread_create(
      &thread,
      nil,
      { context in
        guard let context = unsafe context else { return nil }
        unsafe Unmanaged<Script>.fromOpaque(context).takeRetainedValue().run()
        return nil
      },
      script.toOpaque()
    )
    try #require(failure == 0)
    self.thread = thread
  }

  /// Returns when the connection being served is done; end the client's side first.
  func stop() {
    shutdown(listening, CInt(SHUT_RDWR))
    pthread_join(thread, nil)
    close(listening)
  }

  /// A port on which nothing listens: it was free a moment ago.
  static func unusedPort() throws -> Int {
    let descriptor = socket(AF_INET, CInt(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    return try #require(bindToLoopback(descriptor))
  }

  private static func bindToLoopback(_ descriptor: CInt) -> Int? {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isBound = unsafe withUnsafeMutablePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe bind(descriptor, $0, size) == 0 && getsockname(descriptor, $0, &size) == 0
      }
    }
    return isBound ? Int(UInt16(bigEndian: address.sin_port)) : nil
  }
}

/// Runs a test against a raw server; the transport goes first, so that the server sees its
/// connections closed.
func withRawServer(
  _ serve: @escaping @Sendable (RawConnection) -> Void,
  _ test: (_ transport: CurlTransport, _ origin: String) async throws -> Void
) async throws {
  let server = try RawServer(serve)
  defer { server.stop() }
  try await withTransport { try await test($0, server.origin) }
}
