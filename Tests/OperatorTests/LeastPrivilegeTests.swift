import APIMachinery
import EmbeddedAPIServer
import FoundationEssentials
import JSON
import PhysicsResources
import Simulation
import Testing
import Time
import YAML

/// The role that the manifests give to the operator is enough, and no more than enough.
struct LeastPrivilegeTests {
  private typealias Pair = RoleUsage.Pair

  /// Permissions that a life without accidents does not use, and the accidents that do.
  private static let reserves: [String: String] = [:]

  @Test(
    "the operator lives under its ServiceAccount: nothing is denied, nothing is granted in vain"
  )
  func wholeLife() throws {
    let audit = AccessAudit()
    let manifest = try Self.manifest()
    let world = try Self.world(audit, manifest)
    try Self.live(in: world)
    let operators = audit.records.filter { $0.user == Self.user }
    #expect(operators.count > 20)
    #expect(operators.filter { !$0.decision.isAllowed } == [])
    let role = try #require(manifest.first { $0.kind == "Role" })
    let rules = role.json["rules"]?.arrayValue?.map(PolicyRule.init(json:)) ?? []
    let usage = audit.usage(ofRole: role.name, rules: rules)
    let unused = usage.unused.map(\.description).sorted()
    for pair in unused { print("UNUSED", pair) }
    #expect(unused == Self.reserves.keys.sorted())
  }

  private static let account = ObjectKey(namespace: "default", name: "physics-operator")
  private static let user = "system:serviceaccount:default:physics-operator"

  private static func world(
    _ audit: AccessAudit,
    _ manifest: [APIObject]
  ) throws -> OperatorWorld {
    var settings = WorldSettings(seed: 11)
    settings.access = AccessSettings(authorization: .rbac)
    settings.operatorAccount = account
    let world = OperatorWorld(
      settings,
      observers: WorldObservers(onDecision: { audit.note($0) })
    )
    try world.installDefinition()
    let types: [String: ResourceType] = [
      "ServiceAccount": .serviceAccounts, "Role": .roles, "RoleBinding": .roleBindings,
    ]
    for object in manifest {
      try world.cluster.server.objects.create(try #require(types[object.kind]), object)
    }
    world.startOperator()
    return world
  }

  /// Creation, a good upgrade, a bad one that is rolled back, a restart, deletion.
  private static func live(in world: OperatorWorld) throws {
    let key = DemoManifest.key
    func roll(to tag: String) throws {
      try world.apply(.physicsAPIs, try DemoManifest(tag: tag).object())
    }
    func wait(for condition: () -> Bool) {
      let hasCome = world.run(atMost: .seconds(4 * 3_600), until: condition)
      #expect(hasCome, "\(world.status(of: key))")
    }
    try roll(to: "v1.0.0")
    wait { world.status(of: key).phase == .steady }
    world.cluster.send(.constant(requestsPerSecond: 60), to: key)
    world.run(for: .seconds(60))
    try roll(to: "v1.1.0")
    wait { world.status(of: key).history.count == 2 }
    try roll(to: "v1.2.0-errors20")
    wait { world.status(of: key).phase == .rolledBack }
    world.killOperator()
    world.startOperator()
    world.run(for: .seconds(120))
    try world.cluster.server.objects.delete(.physicsAPIs, key)
    world.run(for: .seconds(120))
    world.stop()
  }

  /// The objects of the manifest, in the namespace that they are applied to.
  private static func manifest() throws -> [APIObject] {
    let root = URL(filePath: #filePath).resolvingSymlinksInPath()
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let path = root.appending(path: "manifests/rbac/namespaced.yaml")
    return try YAML.parse(String(contentsOf: path, encoding: .utf8)).map { document in
      var object = APIObject(document)
      object.metadata["namespace"] = .string(account.namespace)
      return object
    }
  }
}
