import APIMachinery
import JSON
import PhysicsResources
import Time

/// The controllers of a cluster on a good day.
extension ModelCluster {
  private func target(of autoscaler: APIObject) -> APIObject? {
    let name = autoscaler.spec["scaleTargetRef"]?["name"]?.stringValue ?? ""
    return children.child(.deployments, named: name)
  }

  /// Pods that a revision's part of the load needs.
  private func needed(by revision: String) -> Double {
    Double(demand * share(of: revision)) / 100
  }

  mutating func follow(_ autoscaler: APIObject) {
    guard let deployment = target(of: autoscaler),
      let present = deployment.spec["replicas"]?.intValue, present > 0
    else { return }
    let least = autoscaler.spec["minReplicas"]?.intValue ?? 1
    let most = autoscaler.spec["maxReplicas"]?.intValue ?? 1
    let load = needed(by: deployment.label(Keys.revision) ?? "").rounded(.up)
    let wanted = min(max(Int(load), least), most)
    set(.integer(Int64(wanted)), at: "replicas", of: deployment, .deployments)
  }

  mutating func run(_ deployment: APIObject) {
    let revision = deployment.label(Keys.revision) ?? ""
    let wanted = deployment.spec["replicas"]?.intValue ?? 0
    var own = children.pods.filter { $0.label(Keys.revision) == revision && !$0.isBeingDeleted }
    if own.count > wanted { own.removeLast(own.count - wanted) }
    own = own.map(ripened)
    var number = 0
    while own.count < wanted {
      let name = "\(deployment.name)-\(number)"
      if !own.contains(where: { $0.name == name }) { own.append(pod(name, of: deployment)) }
      number += 1
    }
    replacePods(of: revision, with: own)
    let ready = own.count(where: isReady)
    let status: JSONValue = [
      "replicas": .integer(Int64(own.count)), "readyReplicas": .integer(Int64(ready)),
    ]
    report(status, of: deployment, .deployments)
  }

  private func pod(_ name: String, of deployment: APIObject) -> APIObject {
    var pod = APIObject(.pods, ObjectKey(namespace: deployment.namespace, name: name))
    pod.metadata["labels"] = deployment.spec["template"]?["metadata"]?["labels"] ?? [:]
    pod.metadata["creationTimestamp"] = .string(now.rfc3339)
    return pod
  }

  /// Also what is sick in the real cluster becomes well: the road is that of a good day.
  private func ripened(_ pod: APIObject) -> APIObject {
    guard !isReady(pod) else { return pod }
    let born = pod.creationTimestamp ?? now
    var pod = pod
    let isDue = now - born >= startUp
    pod.json["status"] =
      isDue
      ? [
        "conditions": [
          ["type": "Ready", "status": "True", "lastTransitionTime": .string(now.rfc3339)]
        ]
      ] : [:]
    return pod
  }

  private func isReady(_ pod: APIObject) -> Bool { PodStatus(pod).readySince != nil }

  mutating func publish(_ service: APIObject) {
    let selector = service.spec["selector"]?.objectValue ?? [:]
    let selected = children.pods.filter { pod in
      selector.allSatisfy { pod.labels[$0.key] == $0.value }
    }
    let endpoints = selected.map { pod -> JSONValue in
      [
        "conditions": ["ready": .bool(isReady(pod))],
        "targetRef": ["kind": "Pod", "name": .string(pod.name)],
      ]
    }
    var slice = APIObject(.endpointSlices, service.key)
    slice.metadata["labels"] = ["kubernetes.io/service-name": .string(service.name)]
    slice.json["endpoints"] = .array(endpoints)
    replaceSlices(of: service.name, with: slice)
  }

  mutating func accept(_ route: APIObject) {
    report(["parents": .array(acceptance(of: route))], of: route, .httpRoutes)
  }

  func acceptance(of route: APIObject) -> [JSONValue] {
    let conditions: [JSONValue] = ["Accepted", "ResolvedRefs"].map { type in
      [
        "type": .string(type), "status": "True",
        "observedGeneration": .integer(Int64(route.generation)),
      ]
    }
    let parents = route.spec["parentRefs"]?.arrayValue ?? [[:]]
    return parents.map { parent -> JSONValue in
      ["parentRef": parent, "controllerName": "model", "conditions": .array(conditions)]
    }
  }

  /// The reading of the first metric says how many pods the load needs.
  mutating func measure(_ autoscaler: APIObject) {
    guard let deployment = target(of: autoscaler) else { return }
    let revision = deployment.label(Keys.revision) ?? ""
    let pods = children.pods.count { $0.label(Keys.revision) == revision && isReady($0) }
    var status: JSONValue = ["currentReplicas": .integer(Int64(pods))]
    if pods > 0, let metric = autoscaler.spec["metrics"]?[0] {
      let load = needed(by: revision) / Double(pods)
      status["currentMetrics"] = .array([reading(of: metric, at: load)].compactMap(\.self))
    }
    report(status, of: autoscaler, .horizontalPodAutoscalers)
  }

  private func reading(of metric: JSONValue, at load: Double) -> JSONValue? {
    if let name = metric["resource"]?["name"],
      let target = metric["resource"]?["target"]?["averageUtilization"]?.doubleValue
    {
      let used = JSONValue.integer(Int64((load * target).rounded(.down)))
      return [
        "type": "Resource", "resource": ["name": name, "current": ["averageUtilization": used]],
      ]
    }
    guard let named = metric["pods"]?["metric"],
      let text = metric["pods"]?["target"]?["averageValue"]?.stringValue,
      let target = Quantity(text)?.doubleValue
    else { return nil }
    let used = JSONValue.string("\(Int64((load * target * 1_000).rounded(.down)))m")
    return ["type": "Pods", "pods": ["metric": named, "current": ["averageValue": used]]]
  }
}
