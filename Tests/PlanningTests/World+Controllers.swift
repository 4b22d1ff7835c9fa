import APIMachinery
import JSON
import PhysicsResources
import Planning
import Rollout
import Time

/// The controllers of a cluster, hostile where they may be: an autoscaler here follows its load at once, in both directions.
extension World {
  mutating func tick(_ length: Duration) {
    now = now + length
    autoscale()
    for deployment in children.deployments { run(deployment) }
    for service in children.services { publish(service) }
    acknowledgeRoute()
    readMetrics()
    let callers = children.child(.services, named: "api").map(selected) ?? []
    let revisions = callers.filter(isReady).compactMap { $0.label(Keys.revision) }
    for revision in trafficShares.map(\.0) + revisions { lastServed[revision] = now }
  }

  private mutating func autoscale() {
    for autoscaler in children.autoscalers {
      let name = autoscaler.spec["scaleTargetRef"]?["name"]?.stringValue ?? ""
      guard let deployment = children.child(.deployments, named: name),
        let present = deployment.spec["replicas"]?.intValue, present > 0
      else { continue }
      let least = autoscaler.spec["minReplicas"]?.intValue ?? 1
      let most = autoscaler.spec["maxReplicas"]?.intValue ?? 1
      let wanted = min(max(needed(by: deployment.label(Keys.revision) ?? ""), least), most)
      tamper(.deployments, name) { $0["spec", default: [:]]["replicas"] = .integer(Int64(wanted)) }
    }
  }

  /// Pods that a revision's part of the load needs.
  func needed(by revision: String) -> Int {
    let share = trafficShares.first { $0.0 == revision }?.1 ?? 0
    return (demand * share + 99) / 100
  }

  private mutating func run(_ deployment: APIObject) {
    let revision = deployment.label(Keys.revision) ?? ""
    let wanted = deployment.spec["replicas"]?.intValue ?? 0
    var own = children.pods.filter { $0.label(Keys.revision) == revision }
    if own.count > wanted { own.removeLast(own.count - wanted) }
    let isStuck = stuckImages.contains(image(of: revision) ?? "")
    own = own.map { isStuck ? $0 : ripened($0) }
    var number = 0
    while own.count < wanted {
      let name = "\(deployment.name)-\(number)"
      if !own.contains(where: { $0.name == name }) { own.append(pod(name, of: deployment)) }
      number += 1
    }
    children.pods.removeAll { $0.label(Keys.revision) == revision }
    children.pods += own
    let ready = own.count(where: isReady)
    tamper(.deployments, deployment.name) {
      $0["status"] = [
        "replicas": .integer(Int64(own.count)), "readyReplicas": .integer(Int64(ready)),
      ]
    }
  }

  private func pod(_ name: String, of deployment: APIObject) -> APIObject {
    var pod = APIObject(.pods, ObjectKey(namespace: "shop", name: name))
    pod.metadata["labels"] = deployment.spec["template"]?["metadata"]?["labels"] ?? [:]
    pod.metadata["creationTimestamp"] = .string(now.rfc3339)
    return pod
  }

  private func ripened(_ pod: APIObject) -> APIObject {
    guard !isReady(pod), let born = pod.creationTimestamp, now - born >= podDelay else {
      return pod
    }
    var pod = pod
    pod.json["status"] = [
      "conditions": [
        ["type": "Ready", "status": "True", "lastTransitionTime": .string(now.rfc3339)]
      ]
    ]
    return pod
  }

  func isReady(_ pod: APIObject) -> Bool {
    pod.status["conditions"]?.arrayValue?.contains { $0["status"] == "True" } ?? false
  }

  private mutating func publish(_ service: APIObject) {
    let endpoints = selected(by: service).map { pod -> JSONValue in
      [
        "conditions": ["ready": .bool(isReady(pod))],
        "targetRef": ["kind": "Pod", "name": .string(pod.name)],
      ]
    }
    var slice = APIObject(.endpointSlices, service.key)
    slice.metadata["labels"] = ["kubernetes.io/service-name": .string(service.name)]
    slice.json["endpoints"] = .array(endpoints)
    children.endpointSlices.removeAll { $0.name == service.name }
    children.endpointSlices.append(slice)
  }

  func selected(by service: APIObject) -> [APIObject] {
    let selector = service.spec["selector"]?.objectValue ?? [:]
    return children.pods.filter { pod in selector.allSatisfy { pod.labels[$0.key] == $0.value } }
  }

  private mutating func acknowledgeRoute() {
    guard let (type, route) = weightCarrier, let routeWrittenAt,
      now - routeWrittenAt >= routeDelay
    else { return }
    acknowledgedWeight = WeightCarrier.share(of: route)
    guard type == .httpRoutes else { return }
    let conditions: [JSONValue] = ["Accepted", "ResolvedRefs"].map { type in
      [
        "type": .string(type), "status": "True",
        "observedGeneration": .integer(Int64(route.generation)),
      ]
    }
    let stray = strayParents
    changeRoute {
      let own: JSONValue = ["parentRef": ["name": "edge"], "conditions": .array(conditions)]
      $0["status"] = ["parents": .array([own] + stray)]
    }
  }

  private mutating func readMetrics() {
    for autoscaler in children.autoscalers {
      let name = autoscaler.spec["scaleTargetRef"]?["name"]?.stringValue ?? ""
      let revision = children.child(.deployments, named: name)?.label(Keys.revision) ?? ""
      let pods = children.pods.count { $0.label(Keys.revision) == revision && isReady($0) }
      guard pods > 0 else { continue }
      let share = trafficShares.first { $0.0 == revision }?.1 ?? 0
      let used = demand * share * 70 / (100 * pods)
      tamper(.horizontalPodAutoscalers, autoscaler.name) {
        $0["status"] = [
          "currentReplicas": .integer(Int64(pods)),
          "currentMetrics": [
            [
              "type": "Resource",
              "resource": [
                "name": "cpu", "current": ["averageUtilization": .integer(Int64(used))],
              ],
            ]
          ],
        ]
      }
    }
  }

  /// Revisions with ready pods that an acknowledged switch leads to, with their share of the user traffic in percent.
  var trafficShares: [(String, Int)] {
    let backends =
      weightCarrier == nil
      ? [("api", 100)]
      : [("api-stable", 100 - acknowledgedWeight), ("api-canary", acknowledgedWeight)]
    var shares: [(String, Int)] = []
    for (service, weight) in backends where weight > 0 {
      let pods = children.child(.services, named: service).map(selected) ?? []
      let revisions = pods.filter(isReady).compactMap { $0.label(Keys.revision) }
      for revision in Set(revisions).sorted() {
        let own = revisions.count { $0 == revision }
        let share = (weight * own + revisions.count - 1) / revisions.count
        let before = shares.first { $0.0 == revision }?.1 ?? 0
        shares.removeAll { $0.0 == revision }
        shares.append((revision, min(100, before + share)))
      }
    }
    return shares
  }
}
