import APIMachinery
import EmbeddedAPIServer
import JSON
import Logging
import PhysicsResources
import Simulation
import Synchronization
import Testing
import Time
import Transport

/// Secrets whose content is part of a revision: watched by their names, and nothing of them is written anywhere.
struct TrackedSecretTests {
  private let wire = WireLog()
  private let log = LogText()

  private func world(_ faults: [FaultRule] = []) throws -> OperatorWorld {
    let (wire, log) = (wire, log)
    var settings = WorldSettings(seed: 3)
    settings.faults = FaultScript(faults)
    settings.logger = Logger(label: "test") { _ in log.handler }
    settings.logger.logLevel = .trace
    let world = OperatorWorld(
      settings,
      observers: WorldObservers(onWrite: { wire.note($0) }, onSend: { wire.note($0) })
    )
    try world.installDefinition()
    world.startOperator()
    return world
  }

  private static let first = "aHVudGVyMg=="
  private static let second = "Y29ycmVjdCBob3JzZQ=="

  private func secret(_ password: String) -> APIObject {
    var object = APIObject(.secrets, ObjectKey(namespace: "default", name: "db"))
    object.json["data"] = ["password": .string(password)]
    return object
  }

  private func deploy(_ world: OperatorWorld, tracking names: [String] = ["db"]) throws {
    var object = try DemoManifest(tag: "v1.0.0").object()
    object.json["spec"]?["workload"]?["trackSecrets"] = .array(names.map(JSONValue.string))
    object.json["spec"]?["rollout"] = ["strategy": "Immediate"]
    try world.apply(.physicsAPIs, object)
  }

  private func status(_ world: OperatorWorld) -> PhysicsAPIStatus {
    world.status(of: DemoManifest.key)
  }

  private var watches: [HTTPRequest] {
    wire.requests.filter { $0.method == .get && $0.path.hasSuffix("/secrets") }
  }

  @Test("a change of its content rolls out, and the content leaves the operator in no form")
  func change() throws {
    let world = try world()
    let users = world.cluster.server.objects.acting(as: "kubectl")
    try users.create(.secrets, secret(Self.first))
    try deploy(world)
    #expect(world.run(atMost: .seconds(600)) { status(world).phase == .steady })
    let before = status(world).stable?.revision
    try world.apply(.secrets, secret(Self.second))
    let isRolled = world.run(atMost: .seconds(3_600)) {
      let status = status(world)
      return status.phase == .steady && status.stable?.revision != before
    }
    #expect(isRolled, "its change is a new revision")
    #expect(!watches.isEmpty)
    #expect(watches.allSatisfy { $0.target.contains("fieldSelector=metadata.name") })
    let sent = wire.requests.map { $0.target + String(decoding: $0.body, as: UTF8.self) }
    let events = world.cluster.server.objects.list(.events, namespace: "default").map(
      \.json.jsonText
    )
    let plans = world.cluster.server.objects.list(.physicsAPIs, namespace: "default").map(
      \.json.jsonText
    )
    for text in sent + events + plans + log.lines {
      for leak in [Self.first, Self.second, "hunter2", "correct horse"] {
        #expect(!text.contains(leak))
      }
    }
    #expect(!log.lines.isEmpty)
    world.stop()
  }

  @Test("the watch ends when no resource tracks it any more")
  func end() throws {
    let world = try world()
    let users = world.cluster.server.objects.acting(as: "kubectl")
    try users.create(.secrets, secret(Self.first))
    try deploy(world)
    #expect(world.run(atMost: .seconds(600)) { status(world).phase == .steady })
    try deploy(world, tracking: [])
    world.run(for: .seconds(60))
    let count = watches.count
    // No watch lasts longer than ten minutes.
    world.run(for: .seconds(1_300))
    #expect(watches.count == count)
    world.stop()
  }

  @Test(
    "while it is missing nothing is deployed and the condition names it; its creation is noticed"
  )
  func missing() throws {
    let world = try world()
    try deploy(world)
    world.run(for: .seconds(20))
    #expect(
      status(world).message
        == "Secret db does not exist in namespace default; create it, "
        + "or take it out of spec.workload.trackSecrets"
    )
    #expect(status(world).conditions.first { $0.type == "Ready" }?.reason == "SecretMissing")
    let users = world.cluster.server.objects.acting(as: "kubectl")
    try users.create(.secrets, secret(Self.first))
    world.run(for: .seconds(2))
    #expect(!world.cluster.server.objects.list(.deployments, namespace: "default").isEmpty)
    world.stop()
  }

  @Test("without the right to read it nothing is deployed, and the condition says what to do")
  func denied() throws {
    let world = try world([
      FaultRule(.answer(code: 403, retryAfter: nil), FaultScope(.get, kind: "secrets")),
      FaultRule(.answer(code: 403, retryAfter: nil), FaultScope(.watch, kind: "secrets")),
    ])
    try deploy(world)
    world.run(for: .seconds(60))
    let message = status(world).message
    #expect(
      message.hasPrefix("the content of Secret db is not known: cannot get secret"),
      "\(message)"
    )
    #expect(
      message.hasSuffix(
        "; let the operator read it (manifests/rbac/secrets.yaml), "
          + "or take it out of spec.workload.trackSecrets"
      ),
      "\(message)"
    )
    #expect(world.cluster.server.objects.list(.deployments, namespace: "default").isEmpty)
    world.stop()
  }

  @Test("a restart of the operator at rest writes nothing")
  func restart() throws {
    let world = try world()
    let users = world.cluster.server.objects.acting(as: "kubectl")
    try users.create(.secrets, secret(Self.first))
    try deploy(world)
    #expect(world.run(atMost: .seconds(600)) { status(world).phase == .steady })
    world.run(for: .seconds(120))
    let before = world.writes
    world.killOperator()
    world.startOperator()
    world.run(for: .seconds(120))
    #expect(world.writes == before)
    world.stop()
  }

  @Test("the optional role is enough for it, which grants a Secret by its name")
  func optionalRole() throws {
    let (wire, audit) = (wire, AccessAudit())
    var settings = WorldSettings(seed: 3)
    settings.access = AccessSettings(authorization: .rbac)
    settings.streamsLists = false
    settings.operatorAccount = OperatorLife.account
    let world = OperatorWorld(
      settings,
      observers: WorldObservers(onDecision: { audit.note($0) }, onSend: { wire.note($0) })
    )
    try world.installDefinition()
    let types: [String: ResourceType] = [
      "ServiceAccount": .serviceAccounts, "Role": .roles, "RoleBinding": .roleBindings,
    ]
    var tracked: [PolicyRule] = []
    for var object in try OperatorLife.manifest() + OperatorLife.manifest("secrets.yaml") {
      if object.name == "physics-operator-secrets", object.kind == "Role" {
        var rules = object.json["rules"]?.arrayValue ?? []
        tracked = [PolicyRule(json: rules[1])]
        rules[1]["resourceNames"] = ["db"]
        object.json["rules"] = .array(rules)
      }
      try world.cluster.server.objects.create(try #require(types[object.kind]), object)
    }
    world.startOperator()
    let users = world.cluster.server.objects.acting(as: "kubectl")
    try users.create(.secrets, secret(Self.first))
    try deploy(world)
    #expect(world.run(atMost: .seconds(600)) { status(world).phase == .steady })
    let denied = audit.records.filter { $0.user == OperatorLife.user && !$0.decision.isAllowed }
    #expect(denied.map { "\($0.request)" } == [])
    #expect(!watches.isEmpty)
    let usage = audit.usage(ofRole: "physics-operator-secrets", rules: tracked)
    #expect(usage.granted.map(\.verb) == ["get", "list", "watch"])
    // What is asked for while a watch has not said anything yet.
    #expect(usage.unused.allSatisfy { $0.verb == "get" }, "\(usage.unused)")
    world.stop()
  }
}
