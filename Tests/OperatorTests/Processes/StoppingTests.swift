import APIMachinery
import CurlTransport
import EmbeddedAPIServer
import FoundationEssentials
import Glibc
import HTTPListener
import JSON
import PhysicsResources
import Simulation
import Synchronization
import Testing
import Time
import Transport

/// What an operator does between SIGTERM and its end.
@Suite(
  // Built alone, a part of the package has no executable.
  .enabled(if: ChildProcess.operatorPath != nil, "the operator's executable is not built"),
  .timeLimit(.minutes(2))
)
struct StoppingTests {
  @Test("a pass under way is let finish, its spans are exported, and the process ends with 0")
  func drains() async throws {
    let collector = SpanCollector()
    try await StoppedOperator.run(holdingWritesFor: .milliseconds(300), collector) { stopped in
      try await stopped.wait("the first write is under way") { stopped.writes.begun > 0 }
      let origin = try #require(stopped.origin)
      stopped.process.send(SIGTERM)
      #expect(await stopped.answers("\(origin)/healthz"), "probes are answered until the end")
      try await stopped.wait("the process ends") { stopped.process.exitCode != nil }
      #expect(stopped.process.exitCode == 0)
      #expect(stopped.writes.begun == stopped.writes.ended, "no write is left in mid-air")
      #expect(stopped.writes.ended > 5, "the whole pass")
      #expect(stopped.process.log.contains(#""msg":"stopped""#))
      #expect(!stopped.process.log.contains(StoppedOperator.secret), "not even at level trace")
    }
    #expect(collector.bodies.allSatisfy { !$0.contains(StoppedOperator.secret) })
    let names = collector.names
    #expect(names.contains("reconcile physicsapi"), "the last pass is in the trace")
    #expect(names.contains("POST /apis/apps/v1/namespaces/{namespace}/deployments"))
  }

  @Test("a pass that hangs is cancelled when its time is up: the process ends all the same")
  func cancels() async throws {
    try await StoppedOperator.run(
      holdingWritesFor: nil,
      SpanCollector(),
      ["--shutdown-timeout", "1s"]
    ) { stopped in
      try await stopped.wait("the first write hangs") { stopped.writes.begun > 0 }
      let asked = ContinuousClock.now
      stopped.process.send(SIGTERM)
      try await stopped.wait("the process ends") { stopped.process.exitCode != nil }
      let took = ContinuousClock.now - asked
      print("SIGTERM: ended after \(took), 1 s being allowed to the pass")
      #expect(stopped.process.exitCode == 0)
      #expect(took >= .seconds(1) && took <= .seconds(10))
    }
  }

  @Test("an operator with nothing to do ends at once")
  func idle() async throws {
    try await StoppedOperator.run(holdingWritesFor: .zero, SpanCollector()) { stopped in
      try await stopped.wait("it serves its probes") { stopped.origin != nil }
      let asked = ContinuousClock.now
      stopped.process.send(SIGINT)
      try await stopped.wait("the process ends") { stopped.process.exitCode != nil }
      print("SIGINT: ended after \(ContinuousClock.now - asked)")
      #expect(stopped.process.exitCode == 0)
    }
  }
}

/// A collector that keeps what it is sent.
private final class SpanCollector: HTTPHandler {
  private let received = Mutex<[HTTPRequest]>([])

  var bodies: [String] {
    received.withLock { $0 }.map { String(decoding: $0.body, as: UTF8.self) }
  }

  var names: [String] {
    let exports = received.withLock { $0 }.map { try? JSONValue(parsing: $0.body) }
    let resources = exports.flatMap { $0?["resourceSpans"]?.arrayValue ?? [] }
    let scopes = resources.flatMap { $0["scopeSpans"]?.arrayValue ?? [] }
    return scopes.flatMap { $0["spans"]?.arrayValue ?? [] }.compactMap { $0["name"]?.stringValue }
  }

  func respond(to request: HTTPRequest) async -> StreamedResponse {
    received.withLock { $0.append(request) }
    return StreamedResponse(
      HTTPResponse(head: HTTPResponseHead(status: 200), body: Array("{}".utf8))
    )
  }
}

/// One operator as a process, before an API server whose writes are held back, and a collector.
private struct StoppedOperator {
  struct TookTooLong: Error, CustomStringConvertible {
    let description: String
  }

  /// Is part of the token for the API server and of the key for the collector, and must be nowhere else.
  static let secret = "hunter2"

  let process: ChildProcess
  let writes: HeldWrites

  static func run(
    holdingWritesFor hold: Duration?,
    _ collector: SpanCollector,
    _ arguments: [String] = [],
    _ story: @escaping @Sendable (StoppedOperator) async throws -> Void
  ) async throws {
    let folder = "\(FileManager.default.temporaryDirectory.path)/operator-\(UUID())"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let writes = HeldWrites(try cluster().server, for: hold)
    try await withThrowingTaskGroup(of: Void.self) { group in
      var ports: [Int] = []
      for handler in [writes, collector] as [any HTTPHandler] {
        let (bound, ready) = AsyncStream<Int>.makeStream()
        let listener = HTTPListener(address: ListenAddress(), handler: handler) { ready.yield($0) }
        group.addTask { try await listener.run() }
        for await port in bound {
          ports.append(port)
          break
        }
      }
      let process = try start(in: folder, ports, arguments)
      do {
        try await story(StoppedOperator(process: process, writes: writes))
      } catch {
        process.send(SIGKILL)
        print(process.log)
        throw error
      }
      process.send(SIGKILL)
      group.cancelAll()
    }
  }

  /// Where health and metrics are served, once the log says so.
  var origin: String? {
    for line in process.log.split(separator: "\n") {
      let json = try? JSONValue(parsing: Array(line.utf8))
      if let port = json?["port"]?.stringValue { return "http://127.0.0.1:\(port)" }
    }
    return nil
  }

  func answers(_ url: String) async -> Bool {
    guard let transport = try? CurlTransport() else { return false }
    let parts = url.split(separator: "/", maxSplits: 2)
    let request = HTTPRequest(.get, origin: "http://\(parts[1])", target: "/\(parts[2])")
    let response = try? await transport.response(to: request)
    await transport.shutdown()
    return response?.head.status == 200
  }

  /// Polls for at most a minute.
  func wait(_ what: String, until isSo: () -> Bool) async throws {
    let start = ContinuousClock.now
    while ContinuousClock.now - start < .seconds(60) {
      if isSo() { return }
      try await ContinuousClock().sleep(for: .milliseconds(10))
    }
    throw TookTooLong(description: "not within a minute: \(what)")
  }

  private static func cluster() throws -> SimulatedCluster {
    let start = ContinuousClock.now
    let born = Timestamp(epochSeconds: 1_767_600_000)
    let cluster = SimulatedCluster(
      ClusterSettings(seed: 9),
      now: { born + (ContinuousClock.now - start) },
      configuration: EmbeddedAPIServer.Configuration(
        access: AccessSettings(administratorToken: "\(secret)-token"),
        installsGatewayAPI: true
      )
    )
    let objects = cluster.server.objects
    try objects.create(
      .customResourceDefinitions,
      APIObject(CustomResourceDefinition.physicsAPI)
    )
    try objects.create(.physicsAPIs, DemoManifest(tag: "v1.0.0").object())
    return cluster
  }

  private static func start(
    in folder: String,
    _ ports: [Int],
    _ arguments: [String]
  ) throws -> ChildProcess {
    let kubeconfig = """
      {"apiVersion": "v1", "kind": "Config", "current-context": "c",
       "clusters": [{"name": "c", "cluster": {"server": "http://127.0.0.1:\(ports[0])"}}],
       "contexts": [{"name": "c", "context": {"cluster": "c", "user": "u"}}],
       "users": [{"name": "u", "user": {"token": "\(secret)-token"}}]}
      """
    try Data(kubeconfig.utf8).write(to: URL(filePath: "\(folder)/kubeconfig"))
    return try ChildProcess(
      try #require(ChildProcess.operatorPath),
      [
        "run", "--kubeconfig", "\(folder)/kubeconfig", "--namespace", "default",
        "--listen", "127.0.0.1:0", "--log-level", "trace",
      ] + arguments,
      environment: [
        "POD_NAME": "op", "OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:\(ports[1])",
        "OTEL_EXPORTER_OTLP_HEADERS": "api-key=\(secret)-key",
      ],
      log: "\(folder)/operator.log"
    )
  }
}
