import APIMachinery
import JSON
import PhysicsResources
import Planning
import Rollout
import Testing
import Time

/// A cluster of values: it applies plans to observed children and plays the controllers around them, without a server.
struct World {
  var now = Timestamp(epochSeconds: 1_800_000_000)
  var resource: JSONValue
  var children = ObservedChildren()
  var configMaps: [String: ConfigMapContent] = [:]
  var secrets: [String: SecretContent] = [:]
  var userRoutes = ObservedChildren()
  var capabilities = Capabilities(
    hasGatewayAPI: true,
    hasCustomMetrics: false,
    hasTraefik: true
  )
  /// Pods that the load needs, over all revisions.
  var demand = 3
  var podDelay = Duration.seconds(10)
  var routeDelay = Duration.seconds(2)
  /// Images whose pods answer one request in five with an error.
  var badImages: Set<String> = []
  /// Images whose pods never become ready.
  var stuckImages: Set<String> = []
  /// Whether nobody had time to ask stable's pods.
  var isStableAwaited = false
  /// When a revision last had a ready pod that traffic was led to.
  var lastServed: [String: Timestamp] = [:]
  var log: [String] = []
  var faults: [String] = []
  /// Writes that the server refuses, by how they are described.
  var refused: Set<String> = []
  /// Whether somebody else changed a child: then Services may be repaired under weight.
  var isTampered = false
  /// What is left in a route's status of parents that it had once.
  var strayParents: [JSONValue] = []
  /// The canary's share that the router has taken.
  var acknowledgedWeight = 0
  private var version = 1
  var routeWrittenAt: Timestamp?

  static let image1 = "registry/api:v1"
  static let image2 = "registry/api:v2"
  static let image3 = "registry/api:v3"

  /// What splits the traffic: `User` stands for an HTTPRoute of the user's.
  let router: String

  static let routers = ["None", "GatewayAPI", "User", "Traefik"]

  init(router: String = "GatewayAPI", _ change: (inout JSONValue) -> Void = { _ in }) {
    self.router = router
    resource = [
      "apiVersion": "fisica-lab.com/v1alpha1", "kind": "PhysicsAPI",
      "metadata": [
        "name": "api", "namespace": "shop", "uid": "cr-1", "resourceVersion": "1",
        "generation": 1,
      ],
      "spec": [
        "workload": ["image": .string(Self.image1)],
        "routing": Self.routing(router),
        "scaling": ["forecast": ["mode": "Off"]],
        "rollout": [
          "steps": [["weight": 10, "hold": "1m"], ["weight": 50, "hold": "1m"]], "bake": "2m",
          "analysis": ["window": "1m"],
        ],
      ],
    ]
    change(&resource["spec", default: [:]])
    installRoutes()
  }

  mutating func edit(_ change: (inout JSONValue) -> Void) {
    change(&resource["spec", default: [:]])
    let generation = resource["metadata"]?["generation"]?.intValue ?? 0
    resource["metadata", default: [:]]["generation"] = .integer(Int64(generation + 1))
  }

  mutating func deploy(_ image: String) {
    edit { $0["workload", default: [:]]["image"] = .string(image) }
  }

  mutating func annotate(_ key: String, _ value: String) {
    resource["metadata", default: [:]]["annotations", default: [:]][key] = .string(value)
  }

  var status: PhysicsAPIStatus { PhysicsAPIStatus(json: resource["status"] ?? [:]) }
  var phase: PhysicsAPIPhase? { status.phase }

  func observation() throws -> Observation {
    let resource = try PhysicsAPI(object: APIObject(resource))
    return Observation(
      now: now,
      resource: resource,
      children: children,
      userRoutes: userRoutes,
      configMaps: configMaps,
      secrets: secrets,
      capabilities: capabilities,
      evidence: evidence,
      isStableAwaited: isStableAwaited
    )
  }

  private var evidence: AnalysisEvidence? {
    guard let canary = status.canary, trafficShares.contains(where: { $0.0 == canary.revision }),
      let image = image(of: canary.revision)
    else { return nil }
    let errors = badImages.contains(image) ? 200 : 0
    let share = ErrorShare(requests: 1_000, errors: errors)
    return AnalysisEvidence(window: share, sinceWeight: share)
  }

  func image(of revision: String) -> String? {
    deployment(revision)?.spec["template"]?["spec"]?["containers"]?[0]?["image"]?.stringValue
  }

  func deployment(_ revision: String) -> APIObject? {
    children.child(.deployments, named: "api-\(revision)")
  }

  /// Somebody deletes all there is of a revision.
  mutating func remove(_ revision: String) {
    children.controllerRevisions.removeAll { $0.label(Keys.revision) == revision }
    children.deployments.removeAll { $0.label(Keys.revision) == revision }
    children.pods.removeAll { $0.label(Keys.revision) == revision }
  }

  // MARK: - Passes

  /// One pass, of which only the first `limit` writes happen.
  @discardableResult
  mutating func pass(limit: Int = .max) throws -> Plan {
    let observation = try observation()
    let plan = Planning.plan(observation)
    faults += Laws.violations(of: plan, over: observation, in: self)
    var left = limit
    func mayWrite() -> Bool {
      left -= 1
      return left >= 0
    }
    if plan.mustJournal {
      guard mayWrite() else { return plan }
      write(plan.status)
    }
    var failed: Set<ActionID> = []
    for action in plan.actions {
      guard mayWrite() else { return plan }
      let isBlocked = action.prerequisites.contains { failed.contains($0) }
      if isBlocked || !apply(action) { failed.insert(action.id) }
    }
    if !plan.mustJournal, plan.status != self.status, mayWrite() { write(plan.status) }
    return plan
  }

  /// Passes with time in between until nothing moves any more, at most for `limit`.
  mutating func run(for limit: Duration, until isDone: (World) -> Bool = { _ in false }) throws {
    let end = now + limit
    var restingPasses = 0
    while now < end, !isDone(self), restingPasses < 3 {
      let plan = try pass()
      let isWaiting = plan.actions.isEmpty && !plan.mustJournal
      restingPasses = isWaiting && plan.wakeAfter == nil ? restingPasses + 1 : 0
      // What waits for a distant instant is not asked every few seconds.
      let pause =
        isWaiting ? min(max(plan.wakeAfter ?? .zero, .seconds(5)), .seconds(30)) : .seconds(5)
      tick(pause)
    }
  }

  private mutating func write(_ status: PhysicsAPIStatus) {
    guard resource["status"] != status.json else { return }
    resource["status"] = status.json
  }

  // MARK: - Writes

  private mutating func apply(_ action: PlannedAction) -> Bool {
    if refused.contains(where: describe(action).hasPrefix) { return false }
    if case .patch(let patch, _) = action.operation { return carryOut(patch, of: action) }
    let present = children.child(action.type, named: action.key.name)
    let name = action.key.name
    switch action.operation {
    case .create(let object, _):
      guard present == nil else { return false }
      children[action.type].append(born(object))
    case .apply(let object):
      guard let present, present.uid == object.uid else { return false }
      if let wanted = action.resourceVersion, wanted != present.resourceVersion { return false }
      var merged = present.json.merging(patch: object.json)
      if let selector = object.spec["selector"] {
        merged["spec", default: [:]]["selector"] = selector
      }
      if action.type == .controllerRevisions {
        merged["metadata", default: [:]]["annotations"] = .object(object.annotations)
      }
      replace(action.type, name, with: merged)
    case .scale(let replicas):
      guard let present else { return false }
      var json = present.json
      json["spec", default: [:]]["replicas"] = .integer(Int64(replicas))
      replace(action.type, name, with: json)
    case .delete(let uid):
      guard present?.uid == uid else { return false }
      children[action.type].removeAll { $0.name == name }
    case .patch: return false
    }
    if action.type == .httpRoutes { routeWrittenAt = now }
    log.append(describe(action))
    return true
  }

  /// As the server does it: all operations, or none.
  private mutating func carryOut(_ patch: JSONPatch, of action: PlannedAction) -> Bool {
    let name = action.key.name
    guard action.type == .physicsAPIs else {
      guard let present = userRoutes.child(action.type, named: name),
        let patched = try? patch.apply(to: present.json)
      else { return false }
      log.append(describe(action))
      rewrite(action.type, name, with: patched)
      routeWrittenAt = now
      return true
    }
    guard let patched = try? patch.apply(to: resource) else { return false }
    let isEdit = patched["spec"] != resource["spec"]
    resource = patched
    if isEdit { edit { _ in } }
    log.append(describe(action))
    return true
  }

  private mutating func born(_ object: APIObject) -> APIObject {
    version += 1
    var object = object
    object.metadata["uid"] = .string("uid-\(version)")
    object.metadata["resourceVersion"] = .string("\(version)")
    object.metadata["generation"] = 1
    object.metadata["creationTimestamp"] = .string(now.rfc3339)
    return object
  }

  /// Puts a document in the place of an object, as the server does it.
  mutating func replace(_ type: ResourceType, _ name: String, with json: JSONValue) {
    guard let index = children[type].firstIndex(where: { $0.name == name }) else { return }
    children[type][index] = successor(of: children[type][index], json)
  }

  /// The same for a route of the user's.
  mutating func rewrite(_ type: ResourceType, _ name: String, with json: JSONValue) {
    guard let index = userRoutes[type].firstIndex(where: { $0.name == name }) else { return }
    userRoutes[type][index] = successor(of: userRoutes[type][index], json)
  }

  private mutating func successor(of present: APIObject, _ json: JSONValue) -> APIObject {
    guard present.json != json else { return present }
    version += 1
    var object = APIObject(json)
    if object.spec != present.spec {
      object.metadata["generation"] = .integer(Int64(object.generation + 1))
    }
    object.metadata["resourceVersion"] = .string("\(version)")
    return object
  }

  /// As somebody else would do it.
  mutating func tamper(_ type: ResourceType, _ name: String, _ change: (inout JSONValue) -> Void) {
    guard var json = children.child(type, named: name)?.json else { return }
    change(&json)
    replace(type, name, with: json)
  }

  /// In words, as `create Deployment api-v1`, `apply route 10` or `scale api-v1 0`.
  func describe(_ action: PlannedAction) -> String {
    let name = withVersions(action.key.name)
    switch action.operation {
    case .scale(let replicas): return "scale \(name) \(replicas)"
    case .delete: return "delete \(action.type.kind) \(name)"
    case .patch(_, let note):
      guard action.type != .physicsAPIs else {
        return note.contains("spec.workload") ? note : "patch finalizer"
      }
      return "patch \(action.type.kind) \(weights(after: action) ?? [])"
    case .create(let object, _), .apply(let object):
      let verb = action.verb.rawValue
      switch action.type {
      case .httpRoutes: return "\(verb) route \(WeightCarrier.share(of: object))"
      case .services: return "\(verb) Service \(name) -> \(target(of: object))"
      case .horizontalPodAutoscalers:
        let target = object.spec["scaleTargetRef"]?["name"]?.stringValue ?? ""
        let floor = object.spec["minReplicas"]?.intValue ?? 0
        return "\(verb) HPA \(name) -> \(withVersions(target)) from \(floor)"
      case .podDisruptionBudgets:
        return "\(verb) PDB \(name)"
      default: return "\(verb) \(action.type.kind) \(name)"
      }
    }
  }

  private func target(of service: APIObject) -> String {
    service.spec["selector"]?[Keys.revision]?.stringValue.map(withVersions) ?? "all"
  }

  /// With the tag of the image for each hash.
  func withVersions(_ text: String) -> String {
    children.controllerRevisions.reduce(text) { text, record in
      let hash = record.label(Keys.revision) ?? ""
      let image = record.json["data"]?["workload"]?["image"]?.stringValue ?? ""
      guard text.hasSuffix(hash) else { return text }
      return String(text.dropLast(hash.count)) + String(image.suffix(2))
    }
  }
}

extension JSONValue {
  subscript(key: String, default value: JSONValue) -> JSONValue {
    get { self[key] ?? value }
    set { self[key] = newValue }
  }
}

extension ObservedChildren {
  subscript(type: ResourceType) -> [APIObject] {
    get { list(of: type) }
    set {
      switch type {
      case .deployments: deployments = newValue
      case .services: services = newValue
      case .horizontalPodAutoscalers: autoscalers = newValue
      case .podDisruptionBudgets: disruptionBudgets = newValue
      case .controllerRevisions: controllerRevisions = newValue
      case .configMaps: configMapCopies = newValue
      case .httpRoutes: routes = newValue
      case .traefikServices: traefikServices = newValue
      case .ingresses: ingresses = newValue
      case .endpointSlices: endpointSlices = newValue
      default: pods = newValue
      }
    }
  }
}
