import APIMachinery
import ControllerRuntime
import CurlTransport
import EmbeddedAPIServer
import Forecast
import HTTPListener
import JSON
import KubernetesClient
import Logging
import Synchronization

/// An API server with faults behind a socket, and libcurl before it.
final class SocketRuntime: Sendable {
  let server: EmbeddedAPIServer
  let clock = FastClock()
  /// Changes that handlers were told of, as `+a`, `~a` and `-a`.
  let changes = Mutex<[String]>([])
  private let injector: FaultInjector

  init(_ faults: [FaultRule] = []) {
    let clock = clock
    server = EmbeddedAPIServer(now: { clock.timestamp }, seed: 1)
    injector = FaultInjector(server, script: FaultScript(faults), seed: 1, clock: clock)
  }

  func run(_ story: @escaping @Sendable (KubernetesClient) async throws -> Void) async throws {
    let transport = try CurlTransport()
    let (ports, port) = AsyncStream<Int>.makeStream()
    let listener = HTTPListener(address: ListenAddress(), handler: injector) { port.yield($0) }
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await listener.run() }
      group.addTask { await self.live() }
      for await bound in ports {
        try await story(
          KubernetesClient(transport: transport, origin: "http://127.0.0.1:\(bound)")
        )
        break
      }
      group.cancelAll()
    }
    await transport.shutdown()
  }

  /// Follows the ConfigMaps of the namespace `default` while a story is told.
  func follow(_ story: @escaping @Sendable (Informer, KubernetesClient) async throws -> Void)
    async throws
  {
    try await run { client in
      let informer = Informer(
        .configMaps,
        ResourceSelection(namespace: "default", labels: LabelSelector(equals: ["app": "x"])),
        client: client,
        clock: self.clock,
        generator: SplitMix64(seed: 1),
        logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
      )
      informer.onChange { change in self.changes.withLock { $0.append(change.word) } }
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { await informer.run() }
        try await story(informer, client)
        group.cancelAll()
      }
    }
  }

  /// The test's time limit ends it.
  func wait(until isSo: () -> Bool) async throws {
    while !isSo() { try await clock.sleep(for: .milliseconds(500)) }
  }

  func key(_ name: String) -> ObjectKey { ObjectKey(namespace: "default", name: name) }

  func create(_ name: String) throws {
    var object = APIObject(.configMaps, key(name))
    object.metadata["labels"] = ["app": "x"]
    try server.objects.create(.configMaps, object)
  }

  private func live() async {
    while !Task.isCancelled {
      server.tick()
      do { try await clock.sleep(for: .seconds(1)) } catch { return }
    }
  }
}

extension StoreChange {
  fileprivate var word: String {
    switch self {
    case .added(let object): "+\(object.name)"
    case .updated(_, let object): "~\(object.name)"
    case .deleted(let object, _): "-\(object.name)"
    }
  }
}
