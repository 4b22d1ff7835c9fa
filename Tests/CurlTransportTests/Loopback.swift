import CurlTransport
import HTTPListener
import Transport

/// Runs a test against a listener on a free port, and stops both ends after it.
func withLoopback(
  bodyLimitBytes: Int = HTTPListener.defaultBodyLimitBytes,
  _ answer: @escaping @Sendable (HTTPRequest) async -> StreamedResponse,
  _ test: @escaping @Sendable (_ transport: CurlTransport, _ origin: String) async throws -> Void
) async throws {
  let (ports, ready) = AsyncStream<Int>.makeStream()
  let listener = HTTPListener(
    address: ListenAddress(),
    handler: ClosureHandler(answer: answer),
    bodyLimitBytes: bodyLimitBytes
  ) { port in
    ready.yield(port)
  }
  try await withThrowingTaskGroup(of: Void.self) { group in
    group.addTask { try await listener.run() }
    for await port in ports {
      try await withTransport { try await test($0, "http://127.0.0.1:\(port)") }
      break
    }
    group.cancelAll()
  }
}

/// Shuts the transport down after the test, whether that succeeds or not.
func withTransport(
  tls: TLSOptions = TLSOptions(),
  proxy: String? = nil,
  _ test: (CurlTransport) async throws -> Void
) async throws {
  let transport = try CurlTransport(tls: tls, proxy: proxy)
  do {
    try await test(transport)
  } catch {
    await transport.shutdown()
    throw error
  }
  await transport.shutdown()
}
