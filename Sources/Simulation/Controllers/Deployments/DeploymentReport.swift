import APIMachinery
import JSON
import Time

/// A Deployment's status as its controller writes it (`calculateStatus`, `syncRolloutStatus`).
struct DeploymentReport: Sendable {
  private let deployment: DeploymentRecord
  private let fleet: DeploymentFleet
  private let now: Timestamp
  private var conditions: WorkloadConditions
  private(set) var status: JSONValue = .null

  init(
    _ deployment: DeploymentRecord,
    fleet: DeploymentFleet,
    conditions: WorkloadConditions,
    collisionCount: Int,
    at now: Timestamp
  ) {
    self.deployment = deployment
    self.fleet = fleet
    self.conditions = conditions
    self.now = now
    judgeAvailability()
    if deployment.progressDeadline == nil {
      self.conditions.remove("Progressing")
    } else if !deployment.isPaused {
      judgeProgress()
    }
    reportFailures()
    status = counts(collisionCount: collisionCount)
  }

  private var updated: Int { fleet.current?.currentReplicas ?? 0 }

  /// All pods are of the present template and available, and no old one is left.
  var isComplete: Bool {
    updated == deployment.replicas && fleet.replicas == deployment.replicas
      && fleet.available == deployment.replicas
  }

  private func counts(collisionCount: Int) -> JSONValue {
    let counts: [(String, Int)] = [
      ("observedGeneration", deployment.generation), ("replicas", fleet.replicas),
      ("updatedReplicas", updated), ("readyReplicas", fleet.ready),
      ("availableReplicas", fleet.available),
      ("unavailableReplicas", max(0, fleet.wanted - fleet.available)),
    ]
    var members: JSONObject = [:]
    if !conditions.list.isEmpty { members["conditions"] = .array(conditions.list) }
    // Zeros are left out, as Go's encoder does it.
    for (field, count) in counts where count > 0 { members[field] = .integer(Int64(count)) }
    if collisionCount > 0 { members["collisionCount"] = .integer(Int64(collisionCount)) }
    return .object(members)
  }

  private mutating func judgeAvailability() {
    let isMet = fleet.available >= deployment.replicas - deployment.maxUnavailable
    conditions.set(
      "Available",
      isMet ? "True" : "False",
      isMet ? "MinimumReplicasAvailable" : "MinimumReplicasUnavailable",
      isMet
        ? "Deployment has minimum availability."
        : "Deployment does not have minimum availability.",
      at: now
    )
  }

  private mutating func judgeProgress() {
    let reason = conditions.reason(of: "Progressing")
    // A finished rollout that only grows or shrinks is still finished.
    if fleet.replicas == updated, reason == "NewReplicaSetAvailable" { return }
    let name = fleet.current?.key.name
    let subject = name.map { "ReplicaSet \"\($0)\"" } ?? "Deployment \"\(deployment.key.name)\""
    if isComplete {
      let message = "\(subject) has successfully progressed."
      conditions.set("Progressing", "True", "NewReplicaSetAvailable", message, at: now)
    } else if hasAdvanced {
      let message = "\(subject) is progressing."
      conditions.renew("Progressing", "True", "ReplicaSetUpdated", message, at: now)
    } else if isLate(reason) {
      let message = "\(subject) has timed out progressing."
      conditions.set("Progressing", "False", "ProgressDeadlineExceeded", message, at: now)
    }
  }

  /// Whether more pods are of the present template, ready or available than at the last report, or fewer are old.
  private var hasAdvanced: Bool {
    let before = { (field: String) in deployment.status[field]?.intValue ?? 0 }
    return updated > before("updatedReplicas")
      || fleet.replicas - updated < before("replicas") - before("updatedReplicas")
      || fleet.ready > before("readyReplicas") || fleet.available > before("availableReplicas")
  }

  private func isLate(_ reason: String) -> Bool {
    if reason == "ProgressDeadlineExceeded" { return true }
    guard reason != "NewReplicaSetAvailable", let deadline = deployment.progressDeadline,
      let updated = conditions["Progressing"]?["lastUpdateTime"]?.stringValue
        .flatMap(Timestamp.init(rfc3339:))
    else { return false }
    return updated + deadline < now
  }

  /// A ReplicaSet that cannot make pods says so here too; the new one's failure counts before the old ones'.
  private mutating func reportFailures() {
    let sets = (fleet.current.map { [$0] } ?? []) + fleet.old
    let failure = sets.lazy.compactMap { WorkloadConditions($0.status)["ReplicaFailure"] }.first
    guard let failure else { return conditions.remove("ReplicaFailure") }
    conditions.set(
      "ReplicaFailure",
      failure["status"]?.stringValue ?? "",
      failure["reason"]?.stringValue ?? "",
      failure["message"]?.stringValue ?? "",
      at: now
    )
  }
}
