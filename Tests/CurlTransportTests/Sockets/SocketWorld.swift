import APIMachinery
import ControllerRuntime
import CurlTransport
import EmbeddedAPIServer
import HTTPListener
import JSON
import KubernetesClient
import Logging
import Time
import Transport

/// An embedded API server on which one counter is written, for clients that come through real sockets.
final class SocketWorld: Sendable {
  let server: EmbeddedAPIServer
  /// The server's clock, which only the test moves.
  let clock = MovedClock(Timestamp(epochSeconds: 1_767_225_600))

  static let counter = ObjectKey(namespace: "default", name: "counter")

  init(access: AccessSettings = AccessSettings()) throws {
    let clock = clock
    server = EmbeddedAPIServer(
      now: { clock.instant },
      seed: 1,
      configuration: .init(access: access)
    )
    try server.objects.create(.configMaps, APIObject(.configMaps, Self.counter))
  }

  func write(_ value: Int) throws {
    var object = APIObject(.configMaps, Self.counter)
    object.json["data"] = ["value": .string(String(value))]
    try server.objects.update(.configMaps, object)
  }

  /// Serves on a free port of the loopback for as long as the test runs.
  static func serving(
    _ handler: any HTTPHandler,
    tls: TLSSettings? = nil,
    _ test: (_ port: Int) async throws -> Void
  ) async throws {
    let (ports, ready) = AsyncStream<Int>.makeStream()
    let listener = HTTPListener(address: ListenAddress(), handler: handler, tls: tls) {
      ready.yield($0)
    }
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await listener.run() }
      for await port in ports {
        try await test(port)
        break
      }
      group.cancelAll()
    }
  }

  /// Runs an informer over the ConfigMaps of the default namespace next to the test; it ends with it.
  static func following(
    with client: KubernetesClient,
    clock: QuickClock = QuickClock(),
    _ test: (_ informer: Informer, _ values: SeenValues) async throws -> Void
  ) async throws {
    let values = SeenValues()
    let informer = Informer(
      .configMaps,
      ResourceSelection(namespace: "default", fields: "metadata.name=counter"),
      client: client,
      clock: clock,
      generator: SplitMix(state: 7),
      logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    )
    informer.onChange { values.note($0) }
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { await informer.run() }
      try await informer.waitForSync()
      try await test(informer, values)
      group.cancelAll()
    }
  }
}
