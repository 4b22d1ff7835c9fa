import APIMachinery
import EmbeddedAPIServer
import JSON
import PhysicsResources
import Simulation
import Testing
import Time

/// Children that somebody takes our label from: the caches do not see them any more.
struct TakenBackTests {
  @Test("a Deployment is taken back without its replicas, which are its autoscaler's")
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
    let ours = after.metadata["managedFields"]?.arrayValue?.first {
      $0["manager"] == .string(Keys.manager) && $0["operation"] == "Apply"
    }
    let fields = try #require(ours?["fieldsV1"]?["f:spec"])
    #expect(fields["f:template"] != nil)
    #expect(fields["f:replicas"] == nil)
    world.stop()
  }
}
