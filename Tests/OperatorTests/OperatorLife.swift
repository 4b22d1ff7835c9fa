import APIMachinery
import EmbeddedAPIServer
import FoundationEssentials
import JSON
import PhysicsResources
import Simulation
import Testing
import Time
import YAML

/// Two operators in pods, with nothing but the rights that they are shipped with, and all that can happen to a service.
///
/// The API server is one that asks for every right that some server asks for: it lists before it watches, as Kubernetes 1.30 does, and
/// enforces the permissions on owner references, as OpenShift does.
final class OperatorLife {
  /// How far the operators look.
  enum Stage: String, CaseIterable {
    /// One namespace, by `manifests/rbac/namespaced.yaml`.
    case namespaced
    /// All namespaces, by the chart's ClusterRole of the same rules; the operators and their lease live in another one than the service.
    case clusterWide

    var account: ObjectKey {
      switch self {
      case .namespaced: OperatorLife.account
      case .clusterWide: ObjectKey(namespace: "kube-system", name: OperatorLife.account.name)
      }
    }
  }

  static let account = ObjectKey(namespace: "default", name: "physics-operator")
  static let user = "system:serviceaccount:default:physics-operator"

  let audit = AccessAudit()
  /// What left the operator, and what the server made of it.
  let wire = WireLog()
  let world: OperatorWorld
  /// Those of the operator's account, whether they hold in a namespace or everywhere.
  let roles: [APIObject]
  let user: String

  /// Leaves out the objects of one kind.
  init(_ stage: Stage = .namespaced, without missing: String = "") throws {
    let manifest = try Self.manifest(of: stage)
    roles = manifest.filter { $0.kind.hasSuffix("Role") }
    user = "system:serviceaccount:\(stage.account.namespace):\(stage.account.name)"
    var settings = WorldSettings(seed: 11)
    settings.installsTraefik = true
    settings.streamsLists = false
    settings.usesLease = true
    settings.access = AccessSettings(authorization: .rbac, enforcesOwnerReferences: true)
    settings.operatorAccount = stage.account
    settings.looksAfterAll = stage == .clusterWide
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
      "ClusterRole": .clusterRoles, "ClusterRoleBinding": .clusterRoleBindings,
    ]
    for object in manifest where object.kind != missing {
      try world.cluster.server.objects.create(try #require(types[object.kind]), object)
    }
    world.startOperator()
    world.startOperator()
  }

  /// What the rules of a role grant, and which of it was needed.
  func usage(of role: APIObject) -> RoleUsage {
    let rules = role.json["rules"]?.arrayValue?.map(PolicyRule.init(json:)) ?? []
    return audit.usage(ofRole: role.name, rules: rules)
  }

  /// Creation, good upgrades, a bad one that is rolled back, old revisions that go, other routes, a stranger's hand, another leader, the
  /// end.
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
    try clash()
    try routes()
    try userRoutes()
    try askInVain()
    world.killLeader()
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

  /// Somebody gives the names of our ports to ports of their own: what is applied beside those is invalid, and replaces them.
  private func clash() throws {
    for var service in users.list(.services, namespace: "default")
    where service.label(Keys.service) != nil {
      let hasPort = service.json.set(8_123, at: JSONPointer(["spec", "ports", "0", "port"]))
      try #require(hasPort)
      try users.update(.services, service)
    }
    for var deployment in users.list(.deployments, namespace: "default")
    where deployment.label(Keys.service) != nil {
      let container = ["spec", "template", "spec", "containers", "0"]
      let port = JSONPointer(container + ["ports", "0", "containerPort"])
      let hasPort = deployment.json.set(8_123, at: port)
      try #require(hasPort)
      try users.update(.deployments, deployment)
    }
    world.run(for: .seconds(120))
  }

  /// A verb that does not apply, twice: the second event is a series.
  private func askInVain() throws {
    for nonce in ["a", "b"] {
      var service = try #require(users.get(.physicsAPIs, DemoManifest.key))
      service.metadata["annotations"] = [Keys.request: .string("promote@\(nonce)")]
      try users.update(.physicsAPIs, service)
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

  /// The same objects as the chart makes them with `scope: Cluster`: what holds for the services holds everywhere.
  private static func manifest(of stage: Stage) throws -> [APIObject] {
    let objects = try manifest()
    guard stage == .clusterWide else { return objects }
    return objects.map { object in
      var object = object
      object.metadata["namespace"] = .string(stage.account.namespace)
      let subject = JSONPointer(["subjects", "0", "namespace"])
      _ = object.json.set(.string(stage.account.namespace), at: subject)
      guard object.name == stage.account.name, object.kind.hasPrefix("Role") else { return object }
      object.json["kind"] = .string("Cluster\(object.kind)")
      object.metadata["namespace"] = nil
      if object.json["roleRef"] != nil { object.json["roleRef"]?["kind"] = "ClusterRole" }
      return object
    }
  }
}
