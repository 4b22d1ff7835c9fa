import APIMachinery
import EmbeddedAPIServer
import JSON
import PhysicsResources
import Simulation
import Testing
import Time
import Transport

/// ConfigMaps of users: followed by their metadata, read where a workload refers to them.
struct ReferredConfigMapTests {
  private let wire = WireLog()

  private func world() throws -> OperatorWorld {
    let wire = wire
    let world = OperatorWorld(
      WorldSettings(seed: 3),
      observers: WorldObservers(onSend: { wire.note($0) })
    )
    try world.installDefinition()
    return world
  }

  private func configMap(_ name: String, _ text: String) -> APIObject {
    var object = APIObject(.configMaps, ObjectKey(namespace: "default", name: name))
    object.json["data"] = ["mode": .string(text)]
    return object
  }

  /// A service that reads the ConfigMap `settings`.
  private func deploy(_ world: OperatorWorld) throws {
    var object = try DemoManifest(tag: "v1.0.0").object()
    object.json["spec"]?["workload"]?["env"] = [
      [
        "name": "MODE",
        "valueFrom": ["configMapKeyRef": ["name": "settings", "key": "mode"]],
      ]
    ]
    object.json["spec"]?["rollout"] = ["strategy": "Immediate"]
    try world.apply(.physicsAPIs, object)
  }

  private var reads: Int { wire.count(.get, containing: "/configmaps/settings") }

  @Test(
    "of all ConfigMaps only the metadata is watched, and one that is referred to is read once per version"
  )
  func contents() throws {
    let world = try world()
    let users = world.cluster.server.objects.acting(as: "kubectl")
    for number in 1...20 { try users.create(.configMaps, configMap("other-\(number)", "x")) }
    try users.create(.configMaps, configMap("settings", "slow"))
    world.startOperator()
    try deploy(world)
    #expect(
      world.run(atMost: .seconds(600)) { world.status(of: DemoManifest.key).phase == .steady }
    )
    let first = world.status(of: DemoManifest.key).stable?.revision
    #expect(reads == 1)
    #expect(wire.count(.get, containing: "/configmaps/other") == 0)
    let watches = wire.requests.filter { $0.path.hasSuffix("/configmaps") && $0.method == .get }
    #expect(
      watches.allSatisfy {
        $0.headers["Accept"]?.hasPrefix("application/json;as=PartialObjectMetadata;") ?? false
      }
    )
    try world.apply(.configMaps, configMap("settings", "fast"))
    let isRolled = world.run(atMost: .seconds(3_600)) {
      let status = world.status(of: DemoManifest.key)
      return status.phase == .steady && status.stable?.revision != first
    }
    #expect(isRolled, "its change is a new revision")
    #expect(reads == 2)
    world.stop()
  }

  @Test("one that nobody refers to wakes nobody")
  func strangers() throws {
    let world = try world()
    let users = world.cluster.server.objects.acting(as: "kubectl")
    try users.create(.configMaps, configMap("settings", "slow"))
    world.startOperator()
    try deploy(world)
    #expect(
      world.run(atMost: .seconds(600)) { world.status(of: DemoManifest.key).phase == .steady }
    )
    world.run(for: .seconds(90))
    let sent = wire.requests.count { !$0.target.contains("/pods") }
    for number in 1...5 {
      try users.create(.configMaps, configMap("lock-\(number)", "x"))
      world.run(for: .seconds(1))
    }
    #expect(wire.requests.count { !$0.target.contains("/pods") } == sent)
    world.stop()
  }

  @Test("one that exists but may not be read keeps what runs running, and says so")
  func unreadable() throws {
    var settings = WorldSettings(seed: 3)
    settings.faults = FaultScript([
      FaultRule(.answer(code: 403, retryAfter: nil), FaultScope(.get, kind: "configmaps"))
    ])
    let world = OperatorWorld(settings)
    try world.installDefinition()
    try world.cluster.server.objects.create(.configMaps, configMap("settings", "slow"))
    world.startOperator()
    try deploy(world)
    world.run(for: .seconds(60))
    let message = world.status(of: DemoManifest.key).message
    #expect(
      message.hasPrefix("the content of ConfigMap settings is not known: cannot get configmap"),
      "\(message)"
    )
    #expect(world.cluster.server.objects.list(.deployments, namespace: "default").isEmpty)
    world.stop()
  }
}
