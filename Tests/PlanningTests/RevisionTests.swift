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

  /// Copies that a Deployment's pods read and that are not there.
  private static func gaps(in world: World) -> [String] {
    world.children.deployments.flatMap { deployment in
      let volumes = deployment.spec["template"]?["spec"]?["volumes"]?.arrayValue ?? []
      return volumes.compactMap { $0["configMap"]?["name"]?.stringValue }
    }
    .filter { world.children.child(.configMaps, named: $0) == nil }
  }

  @Test(
    "never runs without its copies, whichever of its writes is the last one before a crash",
    arguments: 0...8
  )
  func crash(afterWrites limit: Int) throws {
    var world = Self.world(Self.configMap("info"))
    try world.pass(limit: limit)
    #expect(Self.gaps(in: world) == [])
    try world.run(for: .seconds(60))
    #expect(world.phase == .steady)
    #expect(Self.gaps(in: world) == [])
    world.configMaps = ["settings": Self.configMap("debug")]
    try world.pass(limit: limit)
    #expect(Self.gaps(in: world) == [])
    try world.run(for: .seconds(60))
    #expect(Self.gaps(in: world) == [])
  }

  @Test("gets a copy that somebody deleted again, as long as its source is what it was")
  func lostCopy() throws {
    var world = Self.world(Self.configMap("info"))
    try world.run(for: .seconds(60))
    let copy = try #require(world.children.configMapCopies.first)
    world.children.configMapCopies = []
    try world.pass()
    #expect(world.children.configMapCopies.map(\.name) == [copy.name])
    #expect(world.children.configMapCopies.first?.json["data"] == ["level": "info"])
    #expect(try world.pass().actions.isEmpty)
  }

  @Test("does not get a copy of what its source has become, and a plan says so")
  func lostForEver() throws {
    var world = Self.world(Self.configMap("info"))
    try world.run(for: .seconds(60))
    let copy = try #require(world.children.configMapCopies.first)
    world.configMaps = ["settings": Self.configMap("debug")]
    world.children.configMapCopies = []
    let plan = try world.pass()
    #expect(world.children.child(.configMaps, named: copy.name) == nil)
    #expect(
      plan.warnings == [
        "ConfigMap \(copy.name) is gone and settings holds something else by now: new pods of revision "
          + "\(copy.label(Keys.revision) ?? "") cannot start; create it again, or let the next revision take over"
      ]
    )
  }

  @Test("that never got its record leaves no copies behind")
  func orphans() throws {
    var world = Self.world(Self.configMap("info"))
    try world.run(for: .seconds(60))
    world.configMaps = ["settings": Self.configMap("debug")]
    // The journal and the copy; the record is not written.
    try world.pass(limit: 2)
    #expect(world.children.configMapCopies.count == 2)
    #expect(world.children.controllerRevisions.count == 1)
    world.configMaps = ["settings": Self.configMap("info")]
    try world.run(for: .seconds(300))
    #expect(world.phase == .steady)
    #expect(world.children.configMapCopies.count == 1)
    #expect(Self.gaps(in: world) == [])
  }

  @Test(
    "that is stable stays on record although its Deployment is gone and newer ones fill the history"
  )
  func nothingLeftButARecord() throws {
    var world = World { $0["rollout", default: [:]]["revisionHistoryLimit"] = 1 }
    try world.run(for: .seconds(60))
    let stable = try #require(world.status.stable?.revision)
    world.badImages = [World.image2]
    world.deploy(World.image2)
    try world.run(for: .seconds(900)) { $0.phase == .rolledBack }
    try #require(world.phase == .rolledBack)
    world.deploy(World.image3)
    try world.run(for: .seconds(300)) { $0.status.canary?.stage == .holding }
    try #require(world.status.canary?.stage == .holding)
    world.children.deployments.removeAll { $0.label(Keys.revision) == stable }
    world.children.pods.removeAll { $0.label(Keys.revision) == stable }
    world.log = []
    try world.pass()
    #expect(!world.log.contains { $0.hasPrefix("delete") }, "\(world.log)")
    #expect(world.deployment(stable) != nil)
  }

  /// Every place of a pod template that names a ConfigMap, with the way to the name in the rendered template.
  private static let places: [(podTemplate: JSONValue, path: [String])] = [
    (
      ["containers": [["name": "proxy", "envFrom": [["configMapRef": ["name": "settings"]]]]]],
      ["containers", "1", "envFrom", "0", "configMapRef"]
    ),
    (
      ["containers": [["name": "api", "env": [reading("settings")]]]],
      ["containers", "0", "env", "0", "valueFrom", "configMapKeyRef"]
    ),
    (
      ["initContainers": [["name": "first", "env": [reading("settings")]]]],
      ["initContainers", "0", "env", "0", "valueFrom", "configMapKeyRef"]
    ),
    (
      ["volumes": [["name": "files", "configMap": ["name": "settings"]]]],
      ["volumes", "0", "configMap"]
    ),
    (
      [
        "volumes": [
          ["name": "files", "projected": ["sources": [["configMap": ["name": "settings"]]]]]
        ]
      ],
      ["volumes", "0", "projected", "sources", "0", "configMap"]
    ),
  ]

  private static func reading(_ configMap: String) -> JSONValue {
    ["name": "A", "valueFrom": ["configMapKeyRef": ["name": .string(configMap), "key": "level"]]]
  }

  @Test("copies what its podTemplate reads, wherever that stands", arguments: places.indices)
  func podTemplate(index: Int) throws {
    let place = Self.places[index]
    var world = World {
      $0["workload", default: [:]]["podTemplate"] = ["spec": place.podTemplate]
    }
    world.configMaps = ["settings": Self.configMap("info")]
    try world.run(for: .seconds(60))
    let first = try #require(world.status.stable?.revision)
    let template = world.deployment(first)?.spec["template"]?["spec"] ?? [:]
    let reference = place.path.reduce(template) { value, step in
      (Int(step).map { value[$0] } ?? value[step]) ?? [:]
    }
    #expect(reference["name"]?.stringValue == "api-\(first)-0")
    #expect(world.children.configMapCopies.map(\.name) == ["api-\(first)-0"])
    world.configMaps = ["settings": Self.configMap("debug")]
    try world.pass()
    #expect(world.status.canary?.revision != first)
    #expect(world.phase == .progressing)
  }

  @Test("starts without an optional ConfigMap, and what it holds later is a new revision")
  func optional() throws {
    var world = World {
      $0["workload", default: [:]]["envFrom"] = [
        ["configMapRef": ["name": "settings", "optional": true]]
      ]
    }
    world.configMaps = ["settings": .missing]
    try world.run(for: .seconds(60))
    let first = try #require(world.status.stable?.revision)
    #expect(world.phase == .steady)
    #expect(world.children.configMapCopies.isEmpty)
    #expect(try world.pass().actions.isEmpty)
    world.configMaps = ["settings": Self.configMap("info")]
    try world.pass()
    let second = try #require(world.status.canary?.revision)
    #expect(second != first)
    #expect(world.children.configMapCopies.map(\.name) == ["api-\(second)-0"])
  }
}
