import HTTPListener
import Transport

struct ClosureHandler: HTTPHandler {
  let answer: @Sendable (HTTPRequest) async -> StreamedResponse

  func respond(to request: HTTPRequest) async -> StreamedResponse {
    await answer(request)
  }
}

/// Runs a listener on a free port for the duration of a test; returns when its `run` has returned.
func withListener(
  bodyLimitBytes: Int = HTTPListener.defaultBodyLimitBytes,
  _ answer: @escaping @Sendable (HTTPRequest) async -> StreamedResponse,
  _ test: (_ port: Int, _ stop: () -> Void) async throws -> Void
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
      try await test(port) { group.cancelAll() }
      break
    }
    group.cancelAll()
  }
}

extension StreamedResponse {
  static func ok(_ body: String) -> StreamedResponse {
    StreamedResponse(HTTPResponse(head: HTTPResponseHead(status: 200), body: Array(body.utf8)))
  }
}
