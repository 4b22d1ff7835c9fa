import APIMachinery
import EmbeddedAPIServer
import FoundationEssentials
import JSON
import PhysicsResources
import Simulation
import Testing
import Time
import YAML

/// An operator in a pod, with nothing but the rights of `manifests/rbac/namespaced.yaml`, and all that can happen to a service.
final class OperatorLife {
  static let account = ObjectKey(namespace: "default", name: "physics-operator")
  static let user = "system:serviceaccount:default:physics-operator"

  let audit = AccessAudit()
  /// What left the operator, and what the server made of it.
  let wire = WireLog()
  let world: OperatorWorld
  let role: APIObject

  var rules: [PolicyRule] {
    role.json["rules"]?.arrayValue?.map(PolicyRule.init(json:)) ?? []
  }

  /// Leaves out the objects of one kind.
  init(without missing: String = "") throws {
    let manifest = try Self.manifest()
    role = try #require(manifest.first { $0.kind == "Role" })
    var settings = WorldSettings(seed: 11)
    settings.installsTraefik = true
    settings.access = AccessSettings(authorization: .rbac)
    settings.operatorAccount = Self.account
    let (audit, wire) = (audit, wire)
    world = OperatorWorld(
      settings,
      observers: WorldObservers(
        onWrite: { wire.note($0) },
        onDecision: { audit.note($0) },
        onSend: { wire.note($0) }
      )
    )
    try world.installDefinition()
    let types: [String: ResourceType] = [
      "ServiceAccount": .serviceAccounts, "Role": .roles, "RoleBinding": .roleBindings,
    ]
    for object in manifest where object.kind != missing {
      try world.cluster.server.objects.create(try #require(types[object.kind]), object)
    }
    world.startOperator()
  }

  /// Creation, good upgrades, a bad one that is rolled back, old revisions that go, other routes, a stranger's hand, a restart, the end.
  func live() throws {
    var settings = APIObject(.configMaps, ObjectKey(namespace: "default", name: "settings"))
    settings.json["data"] = ["mode": "fast"]
    try users.create(.configMaps, settings)
    try roll(to: "v1.0.0")
    try wait { $0.phase == .steady }
    world.cluster.send(.constant(requestsPerSecond: 60), to: DemoManifest.key)
    world.run(for: .seconds(60))
    try upgrades()
    try loseLabels()
    try routes()
    try userRoutes()
    world.killOperator()
    world.startOperator()
    world.run(for: .seconds(60))
    try users.delete(.physicsAPIs, DemoManifest.key)
    world.run(for: .seconds(120))
    world.stop()
  }

  private func upgrades() throws {
    try roll(to: "v1.1.0")
    try wait { $0.phase == .steady && $0.history.count == 2 }
    try roll(to: "v1.2.0-errors50")
    try wait { $0.phase == .rolledBack }
    for tag in ["v1.3.0", "v1.4.0"] {
      try roll(to: tag)
      try wait { $0.phase == .steady && $0.stable?.image.hasSuffix(tag) ?? false }
    }
    // The pods of the last ones have to go before their revisions do.
    world.run(for: .seconds(300))
  }

  /// Somebody takes our labels away: what the caches no longer see is created, found to be there, and taken back.
  private func loseLabels() throws {
    let types: [ResourceType] = [
      .deployments, .services, .horizontalPodAutoscalers, .podDisruptionBudgets, .httpRoutes,
      .controllerRevisions, .configMaps,
    ]
    for type in types {
      for var child in users.list(type, namespace: "default")
      where child.label(Keys.service) != nil {
        child.metadata["labels"]?[Keys.service] = nil
        try users.update(type, child)
      }
      world.run(for: .seconds(30))
    }
  }

  /// An Ingress instead of the HTTPRoute, its change, and back.
  private func routes() throws {
    for (router, hosts) in [("None", ["a.fisica.com"]), ("None", ["b.fisica.com"])] {
      try roll(to: "v1.4.0", router: router, hosts: hosts)
      world.run(for: .seconds(120))
    }
    for var ingress in users.list(.ingresses, namespace: "default") {
      ingress.metadata["labels"]?[Keys.service] = nil
      try users.update(.ingresses, ingress)
    }
    world.run(for: .seconds(60))
    try roll(to: "v1.4.0")
    world.run(for: .seconds(120))
  }

  /// An upgrade by the weights of a TraefikService, whose finalizer comes and goes.
  private func userRoutes() throws {
    let key = ObjectKey(namespace: "default", name: "weights")
    var weights = APIObject(.traefikServices, key)
    let service = DemoManifest.key.name
    weights.json["spec"] = [
      "weighted": [
        "services": [
          ["name": .string("\(service)-stable"), "port": 80, "weight": 1],
          ["name": .string("\(service)-canary"), "port": 80, "weight": 0],
        ]
      ]
    ]
    try users.create(.traefikServices, weights)
    try roll(to: "v1.4.0", router: "Traefik")
    world.run(for: .seconds(120))
    try roll(to: "v1.5.0", router: "Traefik", strategy: "Immediate")
    try wait { $0.phase == .steady && $0.stable?.image.hasSuffix("v1.5.0") ?? false }
    world.run(for: .seconds(60))
    try roll(to: "v1.5.0")
    world.run(for: .seconds(120))
  }

  private var users: ObjectAccess { world.cluster.server.objects.acting(as: "kubectl") }

  private func roll(
    to tag: String,
    router: String = "GatewayAPI",
    hosts: [String] = ["api.fisica.com"],
    strategy: String = "Canary"
  ) throws {
    var object = try DemoManifest(tag: tag).object()
    object.json["spec"]?["rollout"] = [
      "strategy": .string(strategy), "warmup": "0s", "drain": "5s", "revisionHistoryLimit": 1,
      "steps": [["weight": 50, "hold": "60s"]],
    ]
    object.json["spec"]?["workload"]?["env"] = [
      [
        "name": "MODE",
        "valueFrom": ["configMapKeyRef": ["name": "settings", "key": "mode"]],
      ]
    ]
    object.json["spec"]?["routing"]?["router"] = .string(router)
    object.json["spec"]?["routing"]?["hosts"] = .array(hosts.map(JSONValue.string))
    if router == "Traefik" {
      object.json["spec"]?["routing"]?["traefik"] = ["serviceName": "weights"]
    }
    if router != "GatewayAPI" { object.json["spec"]?["routing"]?["gatewayAPI"] = nil }
    try world.apply(.physicsAPIs, object)
  }

  private func wait(
    for condition: (PhysicsAPIStatus) -> Bool,
    at location: SourceLocation = #_sourceLocation
  ) throws {
    let key = DemoManifest.key
    let hasCome = world.run(atMost: .seconds(3_600)) { condition(world.status(of: key)) }
    try #require(hasCome, "\(world.status(of: key))", sourceLocation: location)
  }

  /// The objects of the manifest, in the namespace that they are applied to.
  static func manifest(_ file: String = "namespaced.yaml") throws -> [APIObject] {
    let root = URL(filePath: #filePath).resolvingSymlinksInPath()
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let path = root.appending(path: "manifests/rbac/\(file)")
    return try YAML.parse(String(contentsOf: path, encoding: .utf8)).map { document in
      var object = APIObject(document)
      object.metadata["namespace"] = .string(account.namespace)
      return object
    }
  }
}
