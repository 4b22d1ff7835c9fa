import APIMachinery
import JSON
import PhysicsResources
import Planning
import Testing
import Time

@Suite("A revision")
struct RevisionTests {
  private static func configMap(_ text: String, track: String? = nil) -> ConfigMapContent {
    var object = APIObject(.configMaps, ObjectKey(namespace: "shop", name: "settings"))
    object.json["data"] = ["level": .string(text)]
    if let track { object.metadata["annotations"] = [Keys.track: .string(track)] }
    return .found(object)
  }

  private static func world(_ content: ConfigMapContent) -> World {
    var world = World {
      $0["workload", default: [:]]["mounts"] = [["configMap": "settings", "path": "/etc/api"]]
    }
    world.configMaps = ["settings": content]
    return world
  }

  @Test("takes its own copy of a ConfigMap, and a change of content is a new revision")
  func configMapChange() throws {
    var world = Self.world(Self.configMap("info"))
    try world.run(for: .seconds(60))
    let first = try #require(world.status.stable?.revision)
    #expect(world.children.configMapCopies.map(\.name) == ["api-\(first)-0"])
    #expect(world.children.configMapCopies.first?.json["immutable"] == true)
    world.configMaps = ["settings": Self.configMap("debug")]
    try world.pass()
    let second = try #require(world.status.canary?.revision)
    #expect(second != first)
    let copy = world.children.child(.configMaps, named: "api-\(second)-0")
    #expect(copy?.json["data"] == ["level": "debug"])
    let volumes = world.deployment(second)?.spec["template"]?["spec"]?["volumes"]
    #expect(volumes?[0]?["configMap"]?["name"]?.stringValue == "api-\(second)-0")
    world.configMaps = ["settings": Self.configMap("info")]
    #expect(try world.pass().status.phase == .rollingBack)
  }

  @Test("does not depend on a ConfigMap that opts out")
  func untracked() throws {
    var world = Self.world(Self.configMap("info", track: "false"))
    try world.run(for: .seconds(60))
    world.configMaps = ["settings": Self.configMap("debug", track: "false")]
    #expect(try world.pass().actions.isEmpty)
    #expect(world.children.configMapCopies.isEmpty)
  }

  @Test("waits for a ConfigMap that does not exist, and says which")
  func missing() throws {
    var world = Self.world(.missing)
    let plan = try world.pass()
    let sentence =
      "ConfigMap settings does not exist in namespace shop; create it, or take it out of spec.workload"
    #expect(plan.actions.isEmpty)
    #expect(plan.status.message == sentence)
    #expect(plan.wakeAfter == .seconds(30))
    world.configMaps = ["settings": Self.configMap("info")]
    try world.run(for: .seconds(60))
    world.configMaps = ["settings": .missing]
    let held = try world.pass()
    #expect(held.actions.isEmpty)
    #expect(held.status.phase == .steady)
    #expect(held.status.message.hasSuffix(sentence))
    let ready = held.status.conditions.first { $0.type == "Ready" }
    #expect(ready?.status == .no && ready?.reason == "ConfigMapMissing")
  }

  @Test("says that its name depends on content that a dry run cannot know")
  func unknown() throws {
    let world = Self.world(.unknown)
    let plan = Planning.plan(try world.observation())
    let hash = try #require(plan.status.canary?.revision)
    #expect(
      plan.warnings == [
        "the hash \(hash) in names depends on the content of ConfigMap settings, which is not known "
          + "here; in the cluster it will differ"
      ]
    )
  }

  @Test("serves on its own port while the next one moves to another")
  func ports() throws {
    var world = try UpgradeTests.steady()
    world.edit { $0["workload", default: [:]]["port"] = 9000 }
    try world.pass()
    #expect(world.status.phase == .progressing)
    #expect(!world.log.contains { $0.contains("Service api -> ") || $0.contains("api-stable") })
  }
}
