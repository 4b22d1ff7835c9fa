import APIMachinery
import JSON
import PhysicsResources
import Planning
import Testing
import Time

@Suite("restoreSpec")
struct RestoreTests {
  private static func rolledBack(restoring: Bool) throws -> World {
    var world = World {
      $0["rollout", default: [:]]["restoreSpec"] = .bool(restoring)
    }
    try world.run(for: .seconds(60))
    world.badImages = [World.image2]
    world.deploy(World.image2)
    try world.run(for: .seconds(600)) { $0.phase == .rolledBack }
    return world
  }

  @Test(
    "writes the workload that serves back into the spec, in one patch that tests what it judged"
  )
  func restores() throws {
    var world = try Self.rolledBack(restoring: true)
    let stable = try #require(world.status.stable?.revision)
    world.log = []
    let plan = try world.pass()
    #expect(
      world.log.filter { $0.hasPrefix("writes") } == [
        "writes the workload of revision \(stable) into spec.workload"
      ]
    )
    let operations: [JSONValue] =
      if case .patch(let operations, _)? = plan.actions.first(where: { $0.verb == .patch })?
        .operation
      {
        operations.operations.map(\.json)
      } else { [] }
    #expect(operations.map { $0["op"]?.stringValue } == ["test", "test", "replace"])
    #expect(world.resource["spec"]?["workload"]?["image"]?.stringValue == World.image1)
    try world.run(for: .seconds(300))
    #expect(world.phase == .steady)
    #expect(world.status.stable?.revision == stable)
    #expect(world.status.conditions.first { $0.type == "Ready" }?.status == .yes)
  }

  @Test("is off unless somebody asks for it")
  func off() throws {
    var world = try Self.rolledBack(restoring: false)
    try world.run(for: .seconds(300))
    #expect(world.resource["spec"]?["workload"]?["image"]?.stringValue == World.image2)
    #expect(world.phase == .rolledBack)
  }

  @Test("says that the content of a ConfigMap does not come back with the workload")
  func content() throws {
    var settings = APIObject(.configMaps, ObjectKey(namespace: "shop", name: "settings"))
    settings.json["data"] = ["level": "info"]
    var world = World {
      $0["rollout", default: [:]]["restoreSpec"] = true
      $0["workload", default: [:]]["mounts"] = [["configMap": "settings", "path": "/etc/api"]]
    }
    world.configMaps = ["settings": .found(settings)]
    try world.run(for: .seconds(60))
    let stable = try #require(world.status.stable?.revision)
    settings.json["data"] = ["level": "debug"]
    world.configMaps = ["settings": .found(settings)]
    world.badImages = [World.image2]
    world.deploy(World.image2)
    try world.run(for: .seconds(600)) { $0.phase == .rolledBack }
    #expect(
      world.status.message.hasSuffix(
        "; spec.rollout.restoreSpec brings the workload of \(stable) back, but not what "
          + "ConfigMap settings held: with the present content it is a new revision"
      )
    )
  }
}
