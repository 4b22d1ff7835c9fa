import CurlTransport
import Testing
import Transport

/// Many transfers share an HTTP/2 connection, so that its end and its death concern them all.
@Suite(
  "Sockets: HTTP/2",
  .enabled(if: TLSFixture.missingTool == nil, "\(TLSFixture.missingTool ?? "") is not installed"),
  .timeLimit(.minutes(1))
)
struct HTTP2Tests {
  let fixture: TLSFixture

  init() throws {
    fixture = try TLSFixture()
  }

  @Test(
    "after GOAWAY what the server accepted comes to its end, and what comes next has another connection",
    arguments: ["/goaway", "/refuse"]
  )
  func goAway(target: String) async throws {
    try await withServer { transport, origin in
      var watch = try await hold(transport, origin)
      let answers = try await [
        read(target, transport, origin), read("/path", transport, origin),
        read("/path", transport, origin),
      ]
      let isRefused = target == "/refuse"
      #expect(
        answers == [isRefused ? "connection 2" : "connection 1", "connection 2", "connection 2"]
      )
      if !isRefused { try await expectOpen(&watch, transport, origin) }
    }
  }

  @Test("a write that GOAWAY refuses is not sent again over another connection")
  func refusedWrite() async throws {
    try await withServer { transport, origin in
      _ = try await hold(transport, origin)
      var request = HTTPRequest(.post, origin: origin, target: "/refuse")
      request.body = [1]
      // A second connection would have answered.
      let error = await #expect(throws: TransferError.self) {
        try await transport.response(to: request)
      }
      let isInterrupted = if case .interrupted = error { true } else { false }
      #expect(isInterrupted, "\(String(describing: error))")
    }
  }

  @Test("a connection that fell silent serves no later call, though a watch still hangs on it")
  func silence() async throws {
    try await withServer { transport, origin in
      let watch = try await hold(transport, origin)
      var request = HTTPRequest(.get, origin: origin, target: "/silence")
      request.limits.total = .milliseconds(100)
      await #expect(
        throws: TransferError.timedOut("GET \(origin)/silence took longer than 0.1 seconds")
      ) {
        try await transport.response(to: request)
      }
      for _ in 0..<3 {
        let answer = try await read("/path", transport, origin)
        #expect(answer == "connection 2")
      }
      withExtendedLifetime(watch) {}
    }
  }

  private typealias Watch = (body: ByteStream, pieces: ByteStream.Iterator)

  /// A stream that stays open on the first connection.
  private func hold(_ transport: CurlTransport, _ origin: String) async throws -> Watch {
    var request = HTTPRequest.watch(origin)
    request.target = "/hold"
    let body = try await transport.stream(request).body
    var pieces = body.makeAsyncIterator()
    let first = try await pieces.next(isolation: nil)?.text
    #expect(first == "conn")
    return (body, pieces)
  }

  /// It ends with the transport and not before.
  private func expectOpen(
    _ watch: inout Watch,
    _ transport: CurlTransport,
    _ origin: String
  ) async throws {
    await transport.shutdown()
    do {
      _ = try await watch.pieces.next(isolation: nil)
      Issue.record("the watch had ended")
    } catch {
      #expect(error == .interrupted("the transport was shut down"))
    }
  }

  private func read(
    _ target: String,
    _ transport: CurlTransport,
    _ origin: String
  ) async throws -> String {
    try await transport.response(to: HTTPRequest(.get, origin: origin, target: target)).body.text
  }

  private func withServer(
    _ test: (_ transport: CurlTransport, _ origin: String) async throws -> Void
  ) async throws {
    let server = try TLSServer(fixture, mode: "http2")
    defer { server.stop() }
    try await withTransport(tls: TLSOptions(authorities: fixture.file("ca.pem"))) {
      try await test($0, server.origin)
    }
  }
}
