import APIMachinery
import JSON
import Time

/// Keeps the status of PodDisruptionBudgets: how many pods may be evicted now.
struct BudgetController: Sendable {
  private var seenVersion: UInt64?

  mutating func run(_ mirror: inout ClusterMirror, _ context: StepContext) {
    guard mirror.version != seenVersion else { return }
    seenVersion = mirror.version
    for budget in mirror.budgets.objects {
      let status = status(of: budget, mirror, at: context.now)
      guard status != budget.status else { continue }
      let access = context.access(as: .controllerManager)
      if let written = access.setStatus(.podDisruptionBudgets, budget.key, status) {
        mirror.apply(.podDisruptionBudgets, budget.key, written)
      }
    }
  }

  private func status(
    of budget: BudgetRecord,
    _ mirror: ClusterMirror,
    at now: Timestamp
  ) -> JSONValue {
    let covered = mirror.pods.objects.filter { budget.covers($0) }
    let healthy = covered.count { $0.isReady && !$0.isBeingDeleted }
    let expected = mirror.replicaSets.objects.filter { replicaSet in
      covered.contains { $0.ownerUID == replicaSet.uid }
    }.reduce(0) { $0 + $1.replicas }
    let desired =
      if let minAvailable = budget.minAvailable {
        DeploymentRecord.pods(minAvailable, of: expected, rounding: .up)
      } else {
        expected - DeploymentRecord.pods(budget.maxUnavailable, of: expected, rounding: .up)
      }
    let allowed = max(0, healthy - max(0, desired))
    return [
      "currentHealthy": .integer(Int64(healthy)),
      "desiredHealthy": .integer(Int64(max(0, desired))),
      "disruptionsAllowed": .integer(Int64(allowed)), "expectedPods": .integer(Int64(expected)),
      "observedGeneration": .integer(Int64(budget.generation)),
      "conditions": [condition(budget, isAllowed: allowed > 0, at: now).json],
    ]
  }

  private func condition(_ budget: BudgetRecord, isAllowed: Bool, at now: Timestamp) -> Condition {
    let previous = budget.status["conditions"]?[0].flatMap(Condition.init(json:))
    return Condition(
      type: "DisruptionAllowed",
      status: isAllowed ? .yes : .no,
      reason: isAllowed ? "SufficientPods" : "InsufficientPods",
      message: "",
      observedGeneration: budget.generation,
      lastTransitionTime: now
    ).following(previous)
  }
}
