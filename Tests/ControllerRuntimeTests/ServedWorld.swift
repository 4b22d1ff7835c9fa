import APIMachinery
import ControllerRuntime
import EmbeddedAPIServer
import JSON
import KubernetesClient
import Logging

/// An API server, a network that can fail and a client, on one thread and one clock.
struct ServedWorld {
  let world = VirtualWorld()
  let server: EmbeddedAPIServer
  let network: FaultyTransport
  let client: KubernetesClient
  let journal = Journal()

  init(configuration: EmbeddedAPIServer.Configuration = .init(), token: String? = nil) {
    let clock = world.clock
    server = EmbeddedAPIServer(
      now: { clock.timestamp },
      seed: 1,
      configuration: configuration
    )
    network = FaultyTransport(InProcessTransport(server), on: world.executor)
    client = KubernetesClient(
      transport: network,
      origin: "http://server",
      credentials: FixedCredentials(bearerToken: token.map { Secret($0) }, source: "/k.yaml")
    )
  }

  var logger: Logger { Logger(label: "test") { _ in SwiftLogNoOpLogHandler() } }

  /// An informer over ConfigMaps that writes every change into the journal.
  func informer(
    _ selection: ResourceSelection = .all,
    indexes: [StoreIndex] = []
  ) -> Informer {
    let informer = Informer(
      .configMaps,
      selection,
      indexes: indexes,
      client: client,
      clock: world.clock,
      generator: SeededGenerator(seed: 7),
      logger: logger
    )
    informer.onChange { [journal] change in journal.note(change.summary) }
    return informer
  }

  func run(for duration: Duration = .zero) {
    world.run(for: duration) { server.tick() }
  }

  func key(_ name: String) -> ObjectKey { ObjectKey(namespace: "default", name: name) }

  func create(_ name: String, labels: JSONObject = [:]) throws {
    var object = APIObject(.configMaps, key(name))
    object.metadata["labels"] = .object(labels)
    try server.objects.create(.configMaps, object)
  }

  func write(_ value: String, into name: String) throws {
    guard var object = server.objects.get(.configMaps, key(name)) else { return }
    object.json["data"] = ["value": .string(value)]
    try server.objects.update(.configMaps, object)
  }

  func delete(_ name: String) throws {
    try server.objects.delete(.configMaps, key(name))
  }
}

extension StoreChange {
  /// `+a`, `~a old>new`, `-a`, or `?a` for a removal that was missed.
  fileprivate var summary: String {
    switch self {
    case .added(let object): "+\(object.name)"
    case .updated(let old, let new): "~\(new.name) \(old.value)>\(new.value)"
    case .deleted(let object, finalStateIsKnown: true): "-\(object.name)"
    case .deleted(let object, finalStateIsKnown: false): "?\(object.name)"
    }
  }
}

extension APIObject {
  fileprivate var value: String { json["data"]?["value"]?.stringValue ?? "" }
}
