import APIMachinery
import JSON
import KubernetesClient
import Testing
import Time
import Transport

/// The server that a test asks, at whatever depth: test bodies know no other.
struct APIServerUnderTest: Sendable {
  let depth: Depth
  /// The namespace that belongs to the test alone.
  private(set) var namespace: String
  /// A group for custom resources that belongs to the test alone.
  var group: String { "\(namespace).example.com" }

  private let transport: any HTTPTransport
  let origin: String
  private let authorization: String?
  private let embedded: EmbeddedUnderTest?

  /// A real server.
  init(
    _ transport: any HTTPTransport,
    origin: String,
    authorization: String?,
    namespace: String
  ) {
    depth = .real
    self.namespace = namespace
    self.transport = transport
    self.origin = origin
    self.authorization = authorization
    embedded = nil
  }

  /// An embedded server; its `default` namespace is as good as one of its own.
  init(
    _ embedded: EmbeddedUnderTest,
    depth: Depth,
    _ transport: any HTTPTransport,
    origin: String,
    namespace: String = "default"
  ) {
    self.depth = depth
    self.namespace = namespace
    self.transport = transport
    self.origin = origin
    authorization = nil
    self.embedded = embedded
  }

  /// Whether somebody else may write to what the test writes.
  var runsControllers: Bool { depth == .real && RealServer.source?.runsControllers == true }

  /// The same server, with another namespace as the test's own.
  func inside(_ namespace: String) -> APIServerUnderTest {
    var server = self
    server.namespace = namespace
    return server
  }

  /// Sends a request as it is.
  func send(_ request: APIServerRequest) async throws -> Reply {
    Reply(try await transport.response(to: httpRequest(request)))
  }

  /// Opens a watch or any other stream.
  func stream(_ request: APIServerRequest) async throws -> WatchReader {
    var http = httpRequest(request)
    http.limits = .watch(idle: .seconds(20))
    return WatchReader(response: try await transport.stream(http))
  }

  private func httpRequest(_ request: APIServerRequest) -> HTTPRequest {
    var headers: HTTPHeaders = ["User-Agent": request.userAgent]
    headers["Authorization"] = authorization
    headers["Accept"] = request.accept
    if !request.body.isEmpty { headers["Content-Type"] = request.contentType }
    return HTTPRequest(
      request.method,
      origin: origin,
      target: request.target,
      headers: headers,
      body: request.body
    )
  }
}

extension APIServerUnderTest {
  /// The controls that only an embedded server has; tests that use them are `Depth.embeddedOnly`.
  var controls: EmbeddedUnderTest {
    get throws { try #require(embedded, "a real server has no such controls") }
  }

  /// Waits for what controllers do: on the embedded server by its clock, on a real one by ours.
  func eventually(
    _ what: Comment,
    sourceLocation: SourceLocation = #_sourceLocation,
    _ isSo: () async throws -> Bool
  ) async throws {
    for _ in 0..<120 {
      if try await isSo() { return }
      if let embedded {
        embedded.advance(by: .seconds(1))
      } else {
        try await ContinuousClock().sleep(for: .milliseconds(250))
      }
    }
    Issue.record("did not happen: \(what)", sourceLocation: sourceLocation)
  }

  /// Asks what takes time to answer, which on the embedded server passes only meanwhile.
  func sendWhileTimePasses(_ request: APIServerRequest) async throws -> Reply {
    guard let embedded else { return try await send(request) }
    return try await withThrowingTaskGroup(of: Reply?.self) { group in
      group.addTask { try await send(request) }
      group.addTask {
        while !Task.isCancelled {
          embedded.advance(by: .milliseconds(500))
          await Task.yield()
        }
        return nil
      }
      defer { group.cancelAll() }
      return try #require(try await group.next() ?? nil)
    }
  }
}
