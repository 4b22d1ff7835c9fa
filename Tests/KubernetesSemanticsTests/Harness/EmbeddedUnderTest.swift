import CurlTransport
import EmbeddedAPIServer
import HTTPListener
import Synchronization
import Time
import Transport

/// An embedded server on a clock that only the test moves.
final class EmbeddedUnderTest: Sendable {
  private final class Instant: Sendable {
    let value = Mutex(Timestamp(epochSeconds: 1_767_225_600))
  }

  let server: EmbeddedAPIServer
  private let instant: Instant

  init(seed: UInt64 = 1) {
    let instant = Instant()
    self.instant = instant
    server = EmbeddedAPIServer(now: { instant.value.withLock { $0 } }, seed: seed)
  }

  var inProcess: InProcessTransport { InProcessTransport(server) }

  /// Moves the clock and lets the server notice: watches end, bookmarks go out, garbage is collected.
  func advance(by duration: Duration) {
    instant.value.withLock { $0 = $0 + duration }
    server.tick()
  }

  /// Serves on a free port of the loopback for as long as the test runs.
  func listen(
    _ test: @escaping @Sendable (APIServerUnderTest) async throws -> Void
  ) async throws {
    try await listen { transport, origin in
      try await test(APIServerUnderTest(self, depth: .sockets, transport, origin: origin))
    }
  }

  func listen(
    _ use: @escaping @Sendable (_ transport: CurlTransport, _ origin: String) async throws -> Void
  ) async throws {
    let (ports, ready) = AsyncStream<Int>.makeStream()
    let listener = HTTPListener(
      address: ListenAddress(),
      handler: server,
      // The server's own limit is 3 MiB and has its own words.
      bodyLimitBytes: 4 << 20
    ) { ready.yield($0) }
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await listener.run() }
      for await port in ports {
        let transport = try CurlTransport()
        do {
          try await use(transport, "http://127.0.0.1:\(port)")
        } catch {
          await transport.shutdown()
          throw error
        }
        await transport.shutdown()
        break
      }
      group.cancelAll()
    }
  }
}
