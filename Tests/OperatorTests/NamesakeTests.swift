import APIMachinery
import EmbeddedAPIServer
import JSON
import PhysicsResources
import Simulation
import Testing
import Time
import Transport

/// Objects of others that have a name which a child needs.
struct NamesakeTests {
  private let wire = WireLog()

  private func world() throws -> OperatorWorld {
    let wire = wire
    let world = OperatorWorld(
      WorldSettings(seed: 3),
      observers: WorldObservers(onSend: { wire.note($0) })
    )
    try world.installDefinition()
    world.startOperator()
    world.run(for: .seconds(2))
    return world
  }

  private func stranger() -> APIObject {
    let key = ObjectKey(namespace: "default", name: "fisica-api-stable")
    var service = APIObject(.services, key)
    service.json["spec"] = ["ports": [["port": 80]], "selector": ["app": "theirs"]]
    return service
  }

  private func condition(_ type: ConditionType, _ world: OperatorWorld) -> Condition? {
    world.status(of: DemoManifest.key).conditions.first { $0.type == type.rawValue }
  }

  @Test("a foreign object under our name is a conflict in words, and stays as it is")
  func conflict() throws {
    let world = try world()
    let users = world.cluster.server.objects.acting(as: "kubectl")
    let before = try users.create(.services, stranger())
    try world.apply(.physicsAPIs, try DemoManifest(tag: "v1.0.0").object())
    world.run(for: .seconds(120))
    let stalled = try #require(condition(.stalled, world))
    #expect(stalled.status == .yes)
    #expect(stalled.reason == "NameConflict")
    #expect(
      stalled.message
        == "Service default/fisica-api-stable exists and is not ours; delete or rename it"
    )
    #expect(condition(.ready, world)?.status == .no)
    #expect(users.get(.services, before.key) == before)
    #expect(
      users.list(.deployments, namespace: "default").count == 1,
      "what does not depend on the name goes on"
    )
    world.stop()
  }

  @Test("while it is there it is looked at, not written at; when it is gone the name is taken")
  func end() throws {
    let world = try world()
    let users = world.cluster.server.objects.acting(as: "kubectl")
    try users.create(.services, stranger())
    try world.apply(.physicsAPIs, try DemoManifest(tag: "v1.0.0").object())
    world.run(for: .seconds(120))
    let attempts = wire.count(.post, containing: "/services")
    world.run(for: .seconds(600))
    #expect(wire.count(.post, containing: "/services") == attempts)
    try users.delete(.services, stranger().key)
    let isServed = world.run(atMost: .seconds(300)) {
      world.status(of: DemoManifest.key).phase == .steady
    }
    #expect(isServed)
    #expect(condition(.stalled, world)?.status == .no)
    let own = users.get(.services, stranger().key)
    #expect(own?.controllerOwner?.kind == "PhysicsAPI")
    world.stop()
  }
}
