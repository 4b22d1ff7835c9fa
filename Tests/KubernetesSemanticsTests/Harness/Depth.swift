import Testing

/// How much of the real path lies between a test and the server that it asks; a test body is written once for all of them.
enum Depth: String, Hashable, Sendable, CaseIterable {
  /// The embedded server, called directly.
  case inProcess = "in process"
  /// The embedded server behind a listener on the loopback, reached through libcurl.
  case sockets
  /// A real kube-apiserver; see `RealServer`.
  case real = "real API server"
}

extension Depth: CustomTestStringConvertible {
  var testDescription: String { rawValue }
}

extension Depth {
  private static let embedded: [Depth] = [.inProcess, .sockets]

  /// What any API server has to do.
  static let every: [Depth] = RealServer.source == nil ? embedded : allCases

  /// What needs the garbage collector or the namespace controller, which envtest does not run.
  static let everyWithControllers: [Depth] =
    RealServer.source?.runsControllers == true ? allCases : embedded

  /// What cannot be asked of a real server, and why.
  static func embeddedOnly(_ reason: StaticString) -> [Depth] { embedded }
}

extension Depth {
  /// Runs a test against a server of its own; of a real one it gets a namespace of its own.
  func serve(
    _ test: @escaping @Sendable (APIServerUnderTest) async throws -> Void
  ) async throws {
    switch self {
    case .inProcess:
      let embedded = EmbeddedUnderTest()
      try await test(
        APIServerUnderTest(embedded, depth: self, embedded.inProcess, origin: "http://x")
      )
    case .sockets: try await EmbeddedUnderTest().listen(test)
    case .real:
      let server = try #require(RealServer.current, "the suite did not start it")
      try await server.lendNamespace(test)
    }
  }
}
