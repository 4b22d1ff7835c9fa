import EmbeddedAPIServer
import JSON
import Synchronization
import Transport

/// An embedded server behind a fault injector, on a clock that only sleepers and the test move.
final class FaultyServer: Sendable {
  let clock = JumpingClock()
  let server: EmbeddedAPIServer
  let injector: FaultInjector
  private let log: Log

  init(_ script: FaultScript, seed: UInt64 = 1) {
    let (clock, log) = (clock, Log())
    self.log = log
    server = EmbeddedAPIServer(now: { clock.timestamp }, seed: 1)
    injector = FaultInjector(server, script: script, seed: seed, clock: clock) { log.add($0) }
  }

  convenience init(_ text: String, seed: UInt64 = 1) throws {
    self.init(try FaultScript(parsing: text), seed: seed)
  }

  /// The faults so far, as lines of the script.
  var faults: [String] { log.records.map(\.rule) }

  func advance(by duration: Duration) {
    clock.advance(by: duration)
    server.tick()
  }

  /// The answer; the text of the error when the connection broke.
  func send(
    _ method: HTTPRequest.Method,
    _ target: String,
    _ body: JSONValue? = nil,
    client: String = "test"
  ) async throws(TransferError) -> HTTPResponse {
    try await InProcessTransport(injector).response(
      to: request(method, target, body, client: client)
    )
  }

  /// The status of the answer, or 0 when the connection broke.
  func status(
    _ method: HTTPRequest.Method,
    _ target: String,
    _ body: JSONValue? = nil,
    client: String = "test"
  ) async -> Int {
    do { return try await send(method, target, body, client: client).head.status } catch {
      return 0
    }
  }

  func watch(_ target: String, client: String = "test") async -> WatchReader {
    let response = await injector.respond(to: request(.get, target, nil, client: client))
    return WatchReader(response: response)
  }

  private func request(
    _ method: HTTPRequest.Method,
    _ target: String,
    _ body: JSONValue?,
    client: String
  ) -> HTTPRequest {
    let type = method == .patch ? "application/merge-patch+json" : "application/json"
    return HTTPRequest(
      method,
      origin: "http://test",
      target: target,
      headers: ["Content-Type": type, "User-Agent": client + "/1"],
      body: body?.jsonBytes ?? []
    )
  }

  private final class Log: Sendable {
    private let state = Mutex<[FaultRecord]>([])

    var records: [FaultRecord] { state.withLock { $0 } }

    func add(_ record: FaultRecord) {
      state.withLock { $0.append(record) }
    }
  }
}
