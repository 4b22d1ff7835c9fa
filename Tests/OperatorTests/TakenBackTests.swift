import APIMachinery
import EmbeddedAPIServer
import JSON
import PhysicsResources
import Simulation
import Testing
import Time

/// Children that somebody takes our label from: the caches do not see them any more.
struct TakenBackTests {
  @Test("a Deployment is taken back with the replicas that its autoscaler gave it")
  func replicas() throws {
    let world = OperatorWorld(WorldSettings(seed: 3))
    try world.installDefinition()
    world.startOperator()
    try world.apply(.physicsAPIs, try DemoManifest(tag: "v1.0.0").object())
    world.run(for: .seconds(120))
    let users = world.cluster.server.objects.acting(as: "kubectl")
    var stable = try #require(users.list(.deployments, namespace: "default").first)
    stable.json["spec"]?["replicas"] = 9
    stable.metadata["labels"]?[Keys.service] = nil
    try users.update(.deployments, stable)
    world.run(for: .seconds(5))
    let after = try #require(users.get(.deployments, stable.key))
    #expect(after.label(Keys.service) == DemoManifest.key.name)
    #expect(after.spec["replicas"] == 9)
    world.stop()
  }
}
