import APIMachinery
import EmbeddedAPIServer
import JSON
import PhysicsResources
import Simulation
import Testing
import Time
import Transport

/// What becomes of writes that are refused, lose a race, or are not seen again for a while.
struct WritingTests {
  private let wire = WireLog()

  private func world(_ faults: String = "") throws -> OperatorWorld {
    let wire = wire
    var settings = WorldSettings(seed: 3)
    settings.faults = try FaultScript(parsing: faults)
    let world = OperatorWorld(
      settings,
      observers: WorldObservers(
        onWrite: { wire.note($0) },
        onSend: { wire.note($0) }
      )
    )
    try world.installDefinition()
    world.startOperator()
    world.run(for: .seconds(2))
    return world
  }

  private func ready(_ world: OperatorWorld) -> Condition? {
    world.status(of: DemoManifest.key).conditions.first { $0.type == ConditionType.ready.rawValue }
  }

  @Test(
    "a refused write is told with its reason, a lost race is not: the next pass solves it",
    arguments: [(409, false), (403, true)]
  )
  func conflict(code: Int, isTold: Bool) throws {
    let world = try world("answer \(code) to patches of services by physics-operator from 1m")
    defer { world.stop() }
    try world.apply(.physicsAPIs, try DemoManifest(tag: "v1.0.0").object())
    world.run(for: .seconds(90))
    var service = try #require(
      world.cluster.server.objects.get(.services, DemoManifest.key)
    )
    service.json["spec"]?["selector"] = ["app": "theirs"]
    try world.cluster.server.objects.acting(as: "rival").update(.services, service)
    world.run(for: .seconds(30))
    #expect(wire.count(.patch, containing: "/services/") > 0)
    #expect((ready(world)?.reason == "WriteRefused") == isTold)
  }

  @Test("what needs a refused object is not made without it")
  func prerequisites() throws {
    let world = try world()
    defer { world.stop() }
    var settings = APIObject(.configMaps, ObjectKey(namespace: "default", name: "settings"))
    settings.json["data"] = ["mode": "fast"]
    try world.apply(.configMaps, settings)
    world.refuse(.configMaps, code: 403)
    var object = try DemoManifest(tag: "v1.0.0").object()
    object.json["spec"]?["workload"]?["env"] = [
      ["name": "MODE", "valueFrom": ["configMapKeyRef": ["name": "settings", "key": "mode"]]]
    ]
    try world.apply(.physicsAPIs, object)
    world.run(for: .seconds(60))
    #expect(ready(world)?.reason == "WriteRefused")
    #expect(world.cluster.server.objects.list(.deployments, namespace: "default").isEmpty)
    #expect(wire.count(.post, containing: "/deployments") == 0)
  }

  @Test("what was written is known before a late watch tells of it: nothing is written twice")
  func lateWatches() throws {
    let world = try world("delay watches by physics-operator by 20s")
    defer { world.stop() }
    world.run(for: .seconds(30))
    try world.apply(.physicsAPIs, try DemoManifest(tag: "v1.0.0").object())
    world.run(for: .seconds(120))
    #expect(world.status(of: DemoManifest.key).phase == .steady)
    for kind in ["deployments", "services", "poddisruptionbudgets", "horizontalpodautoscalers"] {
      let creations = wire.writes.count {
        $0.type.plural == kind && $0.verb == .create && $0.userAgent.hasPrefix("physics-operator")
      }
      #expect(wire.count(.post, containing: "/\(kind)") == creations, "\(kind)")
    }
  }
}
