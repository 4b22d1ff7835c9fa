import APIMachinery
import EmbeddedAPIServer
import JSON
import Synchronization
import Time
import Transport

/// An embedded server on a clock that only the test moves, spoken to through HTTP in process.
final class TestServer: Sendable {
  private final class Instant: Sendable {
    let value = Mutex(Timestamp(epochSeconds: 1_767_225_600))
  }

  let server: EmbeddedAPIServer
  private let instant = Instant()

  init(
    seed: UInt64 = 1,
    configuration: EmbeddedAPIServer.Configuration = .init()
  ) {
    let instant = instant
    server = EmbeddedAPIServer(
      now: { instant.value.withLock { $0 } },
      seed: seed,
      configuration: configuration
    )
  }

  var now: Timestamp { instant.value.withLock { $0 } }

  /// Moves the clock and lets the server notice.
  func advance(by duration: Duration) {
    instant.value.withLock { $0 = $0 + duration }
    server.tick()
  }

  func send(
    _ method: HTTPRequest.Method,
    _ target: String,
    _ body: JSONValue? = nil,
    type: String = "application/json",
    accept: String? = nil,
    userAgent: String = "test/1"
  ) async -> Reply {
    await send(Self.request(method, target, body?.jsonBytes ?? [], type, accept, userAgent))
  }

  /// Sends bytes that need not be JSON.
  func send(
    _ method: HTTPRequest.Method,
    _ target: String,
    bytes: [UInt8],
    type: String = "application/json"
  ) async -> Reply {
    await send(Self.request(method, target, bytes, type, nil, "test/1"))
  }

  private func send(_ request: HTTPRequest) async -> Reply {
    let transport = InProcessTransport(server)
    guard let response = try? await transport.response(to: request) else {
      return Reply(status: 0, json: .null, headers: [:], text: "")
    }
    return Reply(
      status: response.head.status,
      json: (try? JSONValue(parsing: response.body)) ?? .null,
      headers: response.head.headers,
      text: String(decoding: response.body, as: UTF8.self)
    )
  }

  func watch(_ target: String, accept: String? = nil) async -> WatchReader {
    let response = await server.respond(
      to: Self.request(.get, target, [], "application/json", accept, "test/1")
    )
    return WatchReader(response: response)
  }

  private static func request(
    _ method: HTTPRequest.Method,
    _ target: String,
    _ body: [UInt8],
    _ type: String,
    _ accept: String?,
    _ userAgent: String
  ) -> HTTPRequest {
    var headers: HTTPHeaders = ["Content-Type": type, "User-Agent": userAgent]
    if let accept { headers["Accept"] = accept }
    return HTTPRequest(
      method,
      origin: "http://test",
      target: target,
      headers: headers,
      body: body
    )
  }
}

/// A whole answer.
struct Reply: Sendable {
  let status: Int
  let json: JSONValue
  let headers: HTTPHeaders
  let text: String

  var reason: String { json["reason"]?.stringValue ?? "" }
  var message: String { json["message"]?.stringValue ?? "" }
  var object: APIObject { APIObject(json) }
  var items: [APIObject] { (json["items"]?.arrayValue ?? []).map(APIObject.init) }
  var revision: String { json["metadata"]?["resourceVersion"]?.stringValue ?? "" }
}
