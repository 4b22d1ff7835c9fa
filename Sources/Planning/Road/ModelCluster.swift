import APIMachinery
import JSON
import PhysicsResources
import Rollout
import Scaling
import Time

/// A cluster in which everything goes well at once: a model to play plans on, so that a road is made of the very writes of the planner.
///
/// Pods are ready after their start-up, routers take weights at once, autoscalers follow their load, checks pass.
struct ModelCluster {
  /// From a pod's creation to its readiness.
  let startUp: Duration
  /// Pods that the load needs, over all revisions.
  let demand: Int
  private(set) var observation: Observation
  private var version = 0

  init(_ observation: Observation, demand: Int) {
    let readiness = observation.resource.spec.workload.probes.readiness
    startUp = readiness.initialDelay + readiness.period
    self.demand = demand
    self.observation = observation
    self.observation.refusals = []
    self.observation.evidenceJournal = nil
  }

  var now: Timestamp { observation.now }
  var resource: PhysicsAPI { observation.resource }
  var status: PhysicsAPIStatus { resource.status }
  var children: ObservedChildren { observation.children }

  /// Pods that Deployments ask for.
  var pods: Int {
    children.deployments.reduce(0) { $0 + ($1.spec["replicas"]?.intValue ?? 0) }
  }

  /// Plans, and has everything happen that the plan wants.
  mutating func pass() -> Plan {
    observation.floorEvidence = .held(for: resource, at: now)
    observation.evidence = evidence
    let plan = Planning.plan(observation)
    observation.resource.status = plan.status
    for action in plan.actions { perform(action) }
    return plan
  }

  /// What a person would say at a step that waits for a person.
  mutating func say(_ request: String) {
    observation.resource.annotations[Keys.request] = .string(request)
  }

  mutating func deploy(image: String) {
    observation.resource.spec.workload.image = image
    observation.resource.givenWorkload["image"] = .string(image)
    observation.resource.generation += 1
  }

  mutating func tick(_ length: Duration) {
    observation.now = now + length
    for autoscaler in children.autoscalers { follow(autoscaler) }
    for deployment in children.deployments { run(deployment) }
    for service in children.services { publish(service) }
    for route in children.routes { accept(route) }
    for route in observation.userRoutes.routes {
      report(["parents": .array(acceptance(of: route))], ofUserRoute: route)
    }
    for autoscaler in children.autoscalers { measure(autoscaler) }
  }

  /// The share of the traffic that a revision has, in percent.
  func share(of revision: String) -> Int {
    let isCanary = status.canary?.revision == revision
    switch status.phase {
    case .initializing, .degraded, nil: return 100
    case .promoting: return isCanary ? 100 : 0
    case .steady, .rolledBack: return isCanary ? 0 : 100
    case .progressing, .baking, .paused, .rollingBack:
      let weight = canaryShare
      return isCanary ? weight : 100 - weight
    }
  }

  /// Without a router, traffic goes where Service `<name>` leads, by the number of ready pods, whatever weight was aimed at.
  private var canaryShare: Int {
    let service = children.child(.services, named: resource.name)
    guard resource.spec.routing.router == .none, let service else {
      return status.traffic?.canaryWeight ?? 0
    }
    if let selected = service.spec["selector"]?[Keys.revision]?.stringValue {
      return selected == status.canary?.revision ? 100 : 0
    }
    func ready(_ revision: String?) -> Int {
      children.pods.count {
        $0.label(Keys.revision) == revision && PodStatus($0).readySince != nil
      }
    }
    return PodRatio.share(
      of: ready(status.canary?.revision),
      beside: ready(status.stable?.revision)
    )
  }

  /// All that was ever asked for, and nothing against the canary.
  private var evidence: AnalysisEvidence? {
    guard let canary = status.canary, share(of: canary.revision) > 0, canary.stage == .holding
    else { return nil }
    let analysis = resource.spec.rollout.analysis
    let requests = ErrorShare(requests: max(1_000, analysis.minimumRequests), errors: 0)
    let latency = LatencyReading(.seconds(0), requests: requests.requests, highestBound: 3_600)
    return AnalysisEvidence(
      window: requests,
      sinceWeight: requests,
      baseline: requests,
      latency: latency,
      baselineLatency: latency,
      queries: analysis.queries.map { QueryReading($0.name, .value($0.max ?? $0.min ?? 0)) }
    )
  }

  // MARK: - Writes

  private mutating func perform(_ action: PlannedAction) {
    let present = children.child(action.type, named: action.key.name)
    switch action.operation {
    case .create(let object, _):
      if present == nil { observation.children.insert(born(object), as: action.type) }
    case .apply(let object):
      guard let present else { return }
      var merged = present.json.merging(patch: object.json)
      // A selector is one value, not a list of members.
      if let selector = object.spec["selector"] { merged["spec"]?["selector"] = selector }
      put(merged, in: action.type, for: present)
    case .scale(let replicas):
      present.map { set(.integer(Int64(replicas)), at: "replicas", of: $0, .deployments) }
    case .delete:
      observation.children.remove(action.key.name, from: action.type)
    case .patch(let patch, _):
      carryOut(patch, of: action)
    }
  }

  /// Of a route of the user's, or of the resource's finalizers.
  private mutating func carryOut(_ patch: JSONPatch, of action: PlannedAction) {
    guard let present = observation.userRoutes.child(action.type, named: action.key.name) else {
      let isThere = resource.finalizers.contains(Keys.routeFinalizer)
      observation.resource.finalizers = isThere ? [] : [Keys.routeFinalizer]
      return
    }
    guard let patched = try? patch.apply(to: present.json) else { return }
    observation.userRoutes.replace(successor(of: present, patched), in: action.type)
  }

  private mutating func born(_ object: APIObject) -> APIObject {
    version += 1
    var object = object
    object.metadata["uid"] = .string("model-\(version)")
    object.metadata["resourceVersion"] = .string("model-\(version)")
    object.metadata["generation"] = 1
    object.metadata["creationTimestamp"] = .string(now.rfc3339)
    return object
  }

  /// Puts a document in the place of an object, as the server does it.
  mutating func put(_ json: JSONValue, in type: ResourceType, for present: APIObject) {
    guard json != present.json else { return }
    observation.children.replace(successor(of: present, json), in: type)
  }

  /// The same for a route of the user's.
  mutating func report(_ status: JSONValue, ofUserRoute route: APIObject) {
    var json = route.json
    json["status"] = status
    guard json != route.json else { return }
    observation.userRoutes.replace(successor(of: route, json), in: .httpRoutes)
  }

  private mutating func successor(of present: APIObject, _ json: JSONValue) -> APIObject {
    version += 1
    var object = APIObject(json)
    if object.spec != present.spec {
      object.metadata["generation"] = .integer(Int64(present.generation + 1))
    }
    object.metadata["resourceVersion"] = .string("model-\(version)")
    return object
  }

  mutating func set(
    _ value: JSONValue,
    at field: String,
    of object: APIObject,
    _ type: ResourceType
  ) {
    var json = object.json
    var spec = object.spec
    spec[field] = value
    json["spec"] = spec
    put(json, in: type, for: object)
  }

  mutating func report(_ status: JSONValue, of object: APIObject, _ type: ResourceType) {
    var json = object.json
    json["status"] = status
    put(json, in: type, for: object)
  }

  mutating func replacePods(of revision: String, with pods: [APIObject]) {
    observation.children.pods.removeAll { $0.label(Keys.revision) == revision }
    observation.children.pods += pods
  }

  mutating func replaceSlices(of service: String, with slice: APIObject) {
    observation.children.endpointSlices.removeAll {
      $0.label("kubernetes.io/service-name") == service
    }
    observation.children.endpointSlices.append(slice)
  }
}
