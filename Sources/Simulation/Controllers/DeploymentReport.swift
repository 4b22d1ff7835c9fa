import APIMachinery
import JSON
import Time

/// A Deployment's status as its controller writes it.
struct DeploymentReport: Sendable {
  let status: JSONValue
  /// All pods are of the present template and available, and no old one is left.
  let isComplete: Bool

  init(_ deployment: DeploymentRecord, census: DeploymentCensus, at now: Timestamp) {
    isComplete =
      census.current.existing == deployment.replicas
      && census.current.available == deployment.replicas && census.existing == deployment.replicas
    let conditions = DeploymentConditions(
      deployment,
      census: census,
      isComplete: isComplete,
      at: now
    )
    let counts: [(String, Int)] = [
      ("observedGeneration", deployment.generation), ("replicas", census.existing),
      ("updatedReplicas", census.current.existing), ("readyReplicas", census.ready),
      ("availableReplicas", census.available),
      ("unavailableReplicas", max(0, deployment.replicas - census.available)),
    ]
    var members: JSONObject = ["conditions": .array(conditions.json)]
    // Zeros are left out, as Go's encoder does it.
    for (field, count) in counts where count > 0 { members[field] = .integer(Int64(count)) }
    status = .object(members)
  }
}
