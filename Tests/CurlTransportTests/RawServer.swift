import CurlTransport
import Glibc
import Testing

/// A TCP server on a free port of the loopback that treats each connection, one after the other, as
/// the test says.
final class RawServer: Sendable {
  let port: Int
  private let listening: CInt
  private let thread: BackgroundThread

  var origin: String { "http://127.0.0.1:\(port)" }

  init(_ serve: @escaping @Sendable (RawConnection) -> Void) throws {
    let (listening, port) = try LoopbackSocket.listening()
    self.listening = listening
    self.port = port
    thread = try BackgroundThread {
      while let descriptor = LoopbackSocket.accepted(from: listening) {
        serve(RawConnection(descriptor: descriptor))
        close(descriptor)
      }
    }
  }

  /// Returns when the connection being served is done; end the client's side first.
  func stop() {
    shutdown(listening, CInt(SHUT_RDWR))
    thread.join()
    close(listening)
  }

  /// A port on which nothing listens: it was free a moment ago.
  static func unusedPort() throws -> Int {
    let descriptor = LoopbackSocket.new()
    defer { close(descriptor) }
    return try #require(LoopbackSocket.bind(descriptor))
  }
}

/// Runs a test against a raw server; the transport goes first, so that the server sees its
/// connections closed.
func withRawServer(
  tls: TLSOptions = TLSOptions(),
  _ serve: @escaping @Sendable (RawConnection) -> Void,
  _ test: (_ transport: CurlTransport, _ origin: String) async throws -> Void
) async throws {
  let server = try RawServer(serve)
  defer { server.stop() }
  try await withTransport(tls: tls) { try await test($0, server.origin) }
}
