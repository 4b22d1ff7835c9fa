import APIMachinery
import JSON
import Time

/// Keeps the status of PodDisruptionBudgets: how many pods may be evicted now (`pkg/controller/disruption`).
struct BudgetController: Sendable {
  /// How long an eviction that the API granted counts before the pod's deletion is seen.
  private static let deletionTimeout = Duration.seconds(120)

  private var seenVersion: UInt64?
  private var hasUnconfirmed = false

  mutating func run(_ mirror: inout ClusterMirror, _ context: StepContext) {
    let version = mirror.version(of: .budgets, .pods, .replicaSets, .deployments)
    guard version != seenVersion || hasUnconfirmed else { return }
    seenVersion = version
    hasUnconfirmed = false
    for budget in mirror.budgets.objects {
      let census = BudgetCensus(budget, in: mirror)
      if census.pods.isEmpty, budget.status["observedGeneration"]?.intValue != budget.generation {
        let subject = budget.subject
        mirror.events.note(
          .normal,
          "NoPods",
          "No matching pods found",
          about: subject,
          by: .budgets
        )
      }
      let status = status(of: budget, census, at: context.now)
      guard status != budget.status else { continue }
      let access = context.access(as: .controllerManager)
      if let written = access.setStatus(.podDisruptionBudgets, budget.key, status) {
        mirror.apply(.podDisruptionBudgets, budget.key, written)
      }
    }
  }

  private mutating func status(
    of budget: BudgetRecord,
    _ census: BudgetCensus,
    at now: Timestamp
  ) -> JSONValue {
    let disrupted = disrupted(budget, census, at: now)
    if !disrupted.isEmpty { hasUnconfirmed = true }
    let healthy = census.pods.count {
      $0.isReady && !$0.isBeingDeleted && disrupted[$0.key.name] == nil
    }
    let isFailed = census.failure != nil
    let allowed =
      census.expected > 0 && !isFailed ? max(0, healthy - census.desiredHealthy) : 0
    var status: JSONValue = [
      "currentHealthy": .integer(Int64(healthy)),
      "desiredHealthy": .integer(Int64(census.desiredHealthy)),
      "disruptionsAllowed": .integer(Int64(allowed)),
      "expectedPods": .integer(Int64(census.expected)),
      "observedGeneration": .integer(Int64(budget.generation)),
    ]
    if let failure = census.failure {
      // Fail-safe: counts stay as they were, and nothing may be disrupted.
      status = budget.status.isNull ? status : budget.status
      status["disruptionsAllowed"] = 0
      status["observedGeneration"] = .integer(Int64(budget.generation))
      let condition = condition(budget, false, "SyncFailed", failure, at: now)
      status["conditions"] = [condition.json]
      return status
    }
    if !disrupted.isEmpty { status["disruptedPods"] = .object(disrupted) }
    let reason = allowed > 0 ? "SufficientPods" : "InsufficientPods"
    status["conditions"] = [condition(budget, allowed > 0, reason, "", at: now).json]
    return status
  }

  /// Evictions that were granted and whose pods do not end yet; after two minutes they no longer count.
  private func disrupted(
    _ budget: BudgetRecord,
    _ census: BudgetCensus,
    at now: Timestamp
  ) -> JSONObject {
    (budget.status["disruptedPods"]?.objectValue ?? [:]).compactMapValues { name, time in
      guard let pod = census.pods.first(where: { $0.key.name == name }), !pod.isBeingDeleted,
        let since = time.stringValue.flatMap(Timestamp.init(rfc3339:)),
        now < since + Self.deletionTimeout
      else { return nil }
      return time
    }
  }

  private func condition(
    _ budget: BudgetRecord,
    _ isAllowed: Bool,
    _ reason: String,
    _ message: String,
    at now: Timestamp
  ) -> Condition {
    let previous = budget.status["conditions"]?[0].flatMap(Condition.init(json:))
    return Condition(
      type: "DisruptionAllowed",
      status: isAllowed ? .yes : .no,
      reason: reason,
      message: message,
      observedGeneration: budget.generation,
      lastTransitionTime: now
    ).following(previous)
  }
}
