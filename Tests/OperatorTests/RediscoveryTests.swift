import APIMachinery
import EmbeddedAPIServer
import JSON
import PhysicsResources
import Simulation
import Testing
import Time
import Transport

/// What a cluster offers may change while the operator runs.
struct RediscoveryTests {
  @Test("a Gateway API that is installed later is used within ten minutes, without a restart")
  func gateway() throws {
    let wire = WireLog()
    let world = OperatorWorld(
      WorldSettings(seed: 3),
      observers: WorldObservers(onSend: { wire.note($0) })
    )
    try world.installDefinition()
    let objects = world.cluster.server.objects
    let routes = try #require(
      objects.list(.customResourceDefinitions).first { $0.name.hasPrefix("httproutes.") }
    )
    try objects.delete(.customResourceDefinitions, routes.key)
    world.run(for: .seconds(5))
    world.startOperator()
    try world.apply(.physicsAPIs, try DemoManifest(tag: "v1.0.0").object())
    world.run(for: .seconds(300))
    #expect(wire.count(.get, containing: "/httproutes") == 0)

    var definition = APIObject(.customResourceDefinitions, routes.key)
    definition.json["spec"] = routes.spec
    definition.metadata["annotations"] = .object(routes.annotations)
    try objects.create(.customResourceDefinitions, definition)
    let key = DemoManifest.key
    let isUsed = world.run(atMost: .seconds(640)) { objects.get(.httpRoutes, key) != nil }
    #expect(isUsed)
    #expect(world.run(atMost: .seconds(600)) { world.status(of: key).phase == .steady })
    let others = wire.requests.filter {
      $0.target.contains("sendInitialEvents") && !$0.target.contains("/httproutes")
    }
    #expect(others.count == 10, "no other collection is read again")
    world.stop()
  }
}
