import APIMachinery
import JSON
import Time

/// `pods/{name}/eviction`: a deletion that keeps to disruption budgets (`pkg/registry/core/pod/storage/eviction.go`).
extension Cluster {
  /// More evictions than this must not be unconfirmed by the budget's controller.
  private static let disruptedPodsMax = 2_000
  /// How long to wait for a budget whose change its controller has not seen, in seconds.
  private static let unseenBudgetRetry = 10

  mutating func evict(
    _ request: APIRequest,
    _ resource: ServedResource,
    _ key: ObjectKey
  ) throws(APIStatus) -> Answer {
    let body = try request.plainBody()
    let named = body["metadata"]?["name"]?.stringValue ?? key.name
    guard named == key.name else {
      throw .badRequest("name in URL does not match name in Eviction object: \(key.name)/\(named)")
    }
    let wishes = body["deleteOptions"] ?? .object([:])
    let deletion = DeletionRequest(
      uid: wishes["preconditions"]?["uid"]?.stringValue,
      resourceVersion: wishes["preconditions"]?["resourceVersion"]?.stringValue,
      gracePeriodSeconds: wishes["gracePeriodSeconds"]?.intValue
    )
    var options = try request.writeOptions
    if wishes["dryRun"]?.arrayValue?.contains("All") ?? false { options.isDryRun = true }
    try evict(resource, key, deletion, options: options)
    return .json(APIStatus(code: 201, reason: "", message: "").json, status: 201)
  }

  /// Deletes a pod unless a disruption budget forbids it.
  mutating func evict(
    _ resource: ServedResource,
    _ key: ObjectKey,
    _ deletion: DeletionRequest,
    options: WriteOptions
  ) throws(APIStatus) {
    guard let pod = object(resource, key) else { throw .notFound(resource.type, name: key.name) }
    try deletion.check(pod, of: resource.type)
    if !pod.isBeyondBudgets, let budget = try disruptionBudget(of: pod),
      !pod.isUnhealthyAndFree(of: budget)
    {
      try spend(budget, on: pod, options)
    }
    if !options.isDryRun { markDisrupted(pod, resource) }
    var checked = deletion
    checked.resourceVersion = nil
    _ = try delete(resource, key, checked, options: options)
  }

  private func disruptionBudget(of pod: APIObject) throws(APIStatus) -> APIObject? {
    guard let budgets = catalog.resource(.podDisruptionBudgets) else { return nil }
    let matching = collection(budgets.storage).table.objects(in: pod.namespace).filter { budget in
      budget.spec["selector"].flatMap(LabelSelector.init(json:))?.matches(pod.labels) ?? false
    }
    guard matching.count < 2 else {
      throw APIStatus(
        code: 500,
        reason: "",
        message: "This pod has more than one PodDisruptionBudget, which the eviction subresource "
          + "does not support."
      )
    }
    return matching.first
  }

  /// Takes one disruption from the budget, and notes there for which pod.
  private mutating func spend(
    _ budget: APIObject,
    on pod: APIObject,
    _ options: WriteOptions
  ) throws(APIStatus) {
    try budget.checkDisruption(
      retryAfter: Self.unseenBudgetRetry,
      disruptedPodsMax: Self.disruptedPodsMax
    )
    guard !options.isDryRun, let budgets = catalog.resource(.podDisruptionBudgets) else { return }
    let allowed = budget.status["disruptionsAllowed"]?.intValue ?? 0
    var spent = budget
    spent.json["status"]?["disruptionsAllowed"] = .integer(Int64(allowed - 1))
    spent.json["status"]?.updateOrCreate("disruptedPods") {
      $0[pod.name] = .string(now.rfc3339)
    }
    if allowed == 1 { spent.forbidDisruptions(at: now.rfc3339) }
    let source = WriteSource(verb: .update, subresource: .status, options: .controller)
    _ = commit(.modified, spent, previous: budget, of: budgets, by: source)
  }

  /// Whoever looks at the dying pod sees that it was not its own fault.
  private mutating func markDisrupted(_ pod: APIObject, _ resource: ServedResource) {
    var marked = pod
    var conditions = (pod.status["conditions"]?.arrayValue ?? []).filter {
      $0["type"] != "DisruptionTarget"
    }
    conditions.append([
      "type": "DisruptionTarget", "status": "True", "reason": "EvictionByEvictionAPI",
      "message": "Eviction API: evicting", "lastTransitionTime": .string(now.rfc3339),
    ])
    marked.json.updateOrCreate("status") { $0["conditions"] = .array(conditions) }
    let source = WriteSource(verb: .update, subresource: .status, options: .controller)
    _ = commit(.modified, marked, previous: pod, of: resource, by: source)
  }
}

extension APIObject {
  /// Pods that serve nobody yet or any more are evicted whatever the budgets say.
  fileprivate var isBeyondBudgets: Bool {
    let phase = status["phase"]?.stringValue ?? ""
    return ["Succeeded", "Failed", "Pending"].contains(phase) || isBeingDeleted
  }

  /// Whether a pod that is not ready may go without costing the budget anything.
  fileprivate func isUnhealthyAndFree(of budget: APIObject) -> Bool {
    let isReady =
      status["conditions"]?.arrayValue?.contains {
        $0["type"] == "Ready" && $0["status"] == "True"
      } ?? false
    guard !isReady else { return false }
    if budget.spec["unhealthyPodEvictionPolicy"] == "AlwaysAllow" { return true }
    let desired = budget.status["desiredHealthy"]?.intValue ?? 0
    return desired > 0 && budget.status["currentHealthy"]?.intValue ?? 0 >= desired
  }

  /// Refuses when this budget allows no disruption now.
  fileprivate func checkDisruption(
    retryAfter seconds: Int,
    disruptedPodsMax: Int
  ) throws(APIStatus) {
    guard status["observedGeneration"]?.intValue ?? 0 >= generation else {
      throw .disruption(
        "The disruption budget \(name) is still being processed by the server.",
        seconds
      )
    }
    let allowed = status["disruptionsAllowed"]?.intValue ?? 0
    guard allowed >= 0 else { throw forbidden("pdb disruptions allowed is negative") }
    guard status["disruptedPods"]?.objectValue?.count ?? 0 <= disruptedPodsMax else {
      throw forbidden(
        "DisruptedPods map too big - too many evictions not confirmed by PDB controller"
      )
    }
    guard allowed == 0 else { return }
    throw .disruption(refusal, nil)
  }

  private var refusal: String {
    let condition = status["conditions"]?.arrayValue?.first { $0["type"] == "DisruptionAllowed" }
    if condition?["reason"] == "SyncFailed" {
      return "The disruption budget \(name) does not allow evicting pods currently because it "
        + "failed sync: \(condition?["message"]?.stringValue ?? "")"
    }
    let needed = status["desiredHealthy"]?.intValue ?? 0
    let healthy = status["currentHealthy"]?.intValue ?? 0
    return "The disruption budget \(name) needs \(needed) healthy pods and has \(healthy) currently"
  }

  private func forbidden(_ detail: String) -> APIStatus {
    APIStatus(
      code: 403,
      reason: "Forbidden",
      message: "poddisruptionbudget.policy \"\(name)\" is forbidden: \(detail)",
      kind: "poddisruptionbudget",
      group: "policy",
      name: name
    )
  }

  /// The budget is spent: its condition says so at once.
  fileprivate mutating func forbidDisruptions(at now: String) {
    json["status"]?.updateEach("conditions") { condition in
      guard condition["type"] == "DisruptionAllowed", condition["status"] == "True" else { return }
      condition["status"] = "False"
      condition["reason"] = "InsufficientPods"
      condition["lastTransitionTime"] = .string(now)
    }
  }
}

extension APIStatus {
  fileprivate static func disruption(_ cause: String, _ retryAfterSeconds: Int?) -> APIStatus {
    APIStatus(
      code: 429,
      reason: "TooManyRequests",
      message: "Cannot evict pod as it would violate the pod's disruption budget.",
      causes: [Cause(reason: "DisruptionBudget", message: cause, field: "")],
      retryAfterSeconds: retryAfterSeconds
    )
  }
}
