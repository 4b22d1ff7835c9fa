import APIMachinery
import JSON
import Time
import Transport

extension Cluster {
  /// Gives a pod to a node, as a scheduler does.
  mutating func bind(
    _ request: APIRequest,
    _ resource: ServedResource,
    _ key: ObjectKey
  ) throws(APIStatus) -> Answer {
    let body = try request.plainBody()
    guard let node = body["target"]?["name"]?.stringValue, !node.isEmpty else {
      throw .badRequest("target.name: Required value")
    }
    guard let old = object(resource, key) else { throw .notFound(resource.type, name: key.name) }
    let assigned = old.spec["nodeName"]?.stringValue ?? ""
    guard assigned.isEmpty else {
      throw .conflict(
        resource.type,
        name: key.name,
        "pod \(key.name) is already assigned to node \"\(assigned)\""
      )
    }
    var pod = old
    pod.json["spec"]?["nodeName"] = .string(node)
    let source = WriteSource(verb: .update, options: try request.writeOptions)
    if !source.options.isDryRun {
      _ = commit(.modified, pod, previous: old, of: resource, by: source)
    }
    return .json(APIStatus(code: 201, reason: "", message: "").json, status: 201)
  }

  /// Deletes a pod unless a disruption budget forbids it.
  mutating func evict(
    _ request: APIRequest,
    _ resource: ServedResource,
    _ key: ObjectKey
  ) throws(APIStatus) -> Answer {
    let body = try request.plainBody()
    guard let pod = object(resource, key) else { throw .notFound(resource.type, name: key.name) }
    let options = try request.writeOptions
    let wishes = body["deleteOptions"] ?? .object([:])
    let deletion = DeletionRequest(
      uid: wishes["preconditions"]?["uid"]?.stringValue,
      resourceVersion: wishes["preconditions"]?["resourceVersion"]?.stringValue,
      gracePeriodSeconds: wishes["gracePeriodSeconds"]?.intValue
    )
    try deletion.check(pod, of: resource.type)
    if let budget = try disruptionBudget(of: pod) { try spend(budget, on: pod, options) }
    _ = try delete(resource, key, deletion, options: options)
    return .json(APIStatus(code: 201, reason: "", message: "").json, status: 201)
  }

  private func disruptionBudget(of pod: APIObject) throws(APIStatus) -> APIObject? {
    guard let budgets = catalog.resource(.podDisruptionBudgets) else { return nil }
    let matching = collection(budgets.storage).table.objects(in: pod.namespace).filter { budget in
      budget.spec["selector"].flatMap(LabelSelector.init(json:))?.matches(pod.labels) ?? false
    }
    guard matching.count < 2 else {
      throw APIStatus(
        code: 500,
        reason: "InternalError",
        message:
          "This pod has more than one PodDisruptionBudget, which the eviction subresource does not support."
      )
    }
    return matching.first
  }

  private mutating func spend(
    _ budget: APIObject,
    on pod: APIObject,
    _ options: WriteOptions
  ) throws(APIStatus) {
    let isReady =
      pod.status["conditions"]?.arrayValue?.contains {
        $0["type"] == "Ready" && $0["status"] == "True"
      } ?? false
    // A pod that serves nobody costs nothing, when the budget says so or is met without it.
    if !isReady, budget.spec["unhealthyPodEvictionPolicy"] == "AlwaysAllow" { return }
    let allowed = budget.status["disruptionsAllowed"]?.intValue ?? 0
    guard allowed > 0, let budgets = catalog.resource(.podDisruptionBudgets) else {
      throw .budgetSpent(budget)
    }
    guard !options.isDryRun else { return }
    var spent = budget
    spent.json["status"]?["disruptionsAllowed"] = .integer(Int64(allowed - 1))
    spent.json["status"]?.updateOrCreate("disruptedPods") {
      $0[pod.name] = .string(now.rfc3339)
    }
    let source = WriteSource(verb: .update, subresource: .status, options: .controller)
    _ = commit(.modified, spent, previous: budget, of: budgets, by: source)
  }
}

extension APIStatus {
  fileprivate static func budgetSpent(_ budget: APIObject) -> APIStatus {
    let needed = budget.status["desiredHealthy"]?.intValue ?? 0
    let healthy = budget.status["currentHealthy"]?.intValue ?? 0
    return APIStatus(
      code: 429,
      reason: "TooManyRequests",
      message: "Cannot evict pod as it would violate the pod's disruption budget.",
      causes: [
        Cause(
          reason: "DisruptionBudget",
          message: "The disruption budget \(budget.name) needs \(needed) healthy pods and has "
            + "\(healthy) currently",
          field: ""
        )
      ]
    )
  }
}
