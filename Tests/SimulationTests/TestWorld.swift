import APIMachinery
import EmbeddedAPIServer
import JSON
import Simulation
import Synchronization
import Time
import Transport

/// A simulated cluster on a clock that the test moves, with one application `api` in the namespace `default`.
final class TestWorld: Sendable {
  static let application = ObjectKey(namespace: "default", name: "api")
  static let start = Timestamp(epochSeconds: 1_767_225_600)

  let clock = VirtualClock(TestWorld.start)
  let cluster: SimulatedCluster
  let journal = Journal()

  init(_ settings: ClusterSettings, installsTraefik: Bool = false) {
    let clock = clock
    let journal = journal
    cluster = SimulatedCluster(
      settings,
      now: { clock.timestamp },
      configuration: .init(
        installsGatewayAPI: true,
        installsTraefik: installsTraefik,
        onWrite: { journal.note($0) }
      )
    )
  }

  convenience init(seed: UInt64, gatewayDelay: ClosedRange<Duration> = .zero ... .seconds(10)) {
    var settings = ClusterSettings(seed: seed)
    settings.gatewayDelay = gatewayDelay
    self.init(settings)
  }

  var objects: ObjectAccess { cluster.server.objects.acting(as: "test") }

  /// Lives through so many virtual seconds, one by one.
  func run(seconds: Int) {
    for _ in 0..<seconds {
      clock.advance(to: clock.timestamp + .seconds(1))
      cluster.step(to: clock.timestamp)
    }
  }

  /// Runs until something holds; says whether it came to hold in time.
  func run(atMost seconds: Int, until holds: () -> Bool) -> Bool {
    for _ in 0..<seconds {
      if holds() { return true }
      run(seconds: 1)
    }
    return holds()
  }

  func install(_ json: JSONValue, _ type: ResourceType) {
    _ = try? objects.create(type, APIObject(json))
  }

  func change(_ type: ResourceType, _ name: String, _ edit: (inout APIObject) -> Void) {
    guard var object = object(type, name) else { return }
    edit(&object)
    _ = try? objects.update(type, object)
  }

  func object(_ type: ResourceType, _ name: String) -> APIObject? {
    objects.get(type, ObjectKey(namespace: "default", name: name))
  }

  func pods(_ revision: String = "v1") -> [APIObject] {
    objects.list(.pods, namespace: "default").filter {
      $0.label("fisica-lab.com/revision") == revision
    }
  }

  func readyReplicas(_ deployment: String) -> Int {
    object(.deployments, deployment)?.status["readyReplicas"]?.intValue ?? 0
  }

  var traffic: TrafficTotals { cluster.traffic(of: TestWorld.application) }
}

/// Every write that the server told of; put into words only when somebody asks.
final class Journal: Sendable {
  private let records = Mutex<[WriteRecord]>([])

  var count: Int { records.withLock { $0.count } }
  var all: [String] { records.withLock { $0 }.map(line) }

  func note(_ record: WriteRecord) {
    records.withLock { $0.append(record) }
  }

  private func line(_ record: WriteRecord) -> String {
    let object = record.new?.json.jsonText ?? "gone"
    return "\(record.resourceVersion) \(record.userAgent) \(record.verb) "
      + "\(record.type.plural)/\(record.subresource) \(record.key) \(object)"
  }
}
