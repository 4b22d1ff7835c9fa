import APIMachinery
import JSON
import Time

/// The conditions Available and Progressing of a Deployment.
struct DeploymentConditions: Sendable {
  private let deployment: DeploymentRecord
  private let census: DeploymentCensus
  private let isComplete: Bool
  private let now: Timestamp

  init(
    _ deployment: DeploymentRecord,
    census: DeploymentCensus,
    isComplete: Bool,
    at now: Timestamp
  ) {
    self.deployment = deployment
    self.census = census
    self.isComplete = isComplete
    self.now = now
  }

  var json: [JSONValue] { [available, progressing] }

  private var available: JSONValue {
    let isMet = census.available >= deployment.replicas - deployment.maxUnavailable
    return condition(
      "Available",
      isMet,
      isMet ? "MinimumReplicasAvailable" : "MinimumReplicasUnavailable",
      isMet
        ? "Deployment has minimum availability."
        : "Deployment does not have minimum availability."
    )
  }

  private var progressing: JSONValue {
    let name = "\"\(census.current.key.name)\""
    if isComplete || staysComplete {
      let message = "ReplicaSet \(name) has successfully progressed."
      return condition("Progressing", true, "NewReplicaSetAvailable", message)
    }
    if let previous = previous("Progressing"), !hasAdvanced {
      if isLate(previous) {
        let message = "ReplicaSet \(name) has timed out progressing."
        return condition("Progressing", false, "ProgressDeadlineExceeded", message)
      }
      if previous["reason"] == "ReplicaSetUpdated" { return previous }
    }
    let message = "ReplicaSet \(name) is progressing."
    return condition("Progressing", true, "ReplicaSetUpdated", message, isNews: hasAdvanced)
  }

  /// A finished rollout that only grows or shrinks is still finished.
  private var staysComplete: Bool {
    previous("Progressing")?["reason"] == "NewReplicaSetAvailable"
      && census.existing == census.current.existing
      && deployment.status["observedGeneration"] != nil
      && census.current.existing > 0
  }

  /// Whether more pods are of the present template, ready or available than at the last report, or fewer are old.
  private var hasAdvanced: Bool {
    let before = { (field: String) in deployment.status[field]?.intValue ?? 0 }
    let oldPods = before("replicas") - before("updatedReplicas")
    return census.current.existing > before("updatedReplicas")
      || census.ready > before("readyReplicas")
      || census.available > before("availableReplicas")
      || census.existing - census.current.existing < oldPods
  }

  private func isLate(_ previous: JSONValue) -> Bool {
    if previous["reason"] == "ProgressDeadlineExceeded" { return true }
    guard let updated = previous["lastUpdateTime"]?.stringValue.flatMap(Timestamp.init(rfc3339:))
    else { return false }
    return updated + deployment.progressDeadline < now
  }

  private func previous(_ type: String) -> JSONValue? {
    deployment.status["conditions"]?.arrayValue?.first { $0["type"]?.stringValue == type }
  }

  private func condition(
    _ type: String,
    _ holds: Bool,
    _ reason: String,
    _ message: String,
    isNews: Bool = false
  ) -> JSONValue {
    let status: JSONValue = holds ? "True" : "False"
    let previous = previous(type)
    if let previous, !isNews, previous["status"] == status,
      previous["reason"]?.stringValue == reason,
      previous["message"]?.stringValue == message
    {
      return previous
    }
    let sameStatus = previous?["status"] == status
    return [
      "type": .string(type), "status": status, "reason": .string(reason),
      "message": .string(message), "lastUpdateTime": .string(now.rfc3339),
      "lastTransitionTime": sameStatus
        ? previous?["lastTransitionTime"] ?? .string(now.rfc3339) : .string(now.rfc3339),
    ]
  }
}
