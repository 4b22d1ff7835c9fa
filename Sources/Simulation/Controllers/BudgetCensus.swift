import APIMachinery
import JSON

/// The pods that a disruption budget covers, how many there should be, and how many must be healthy.
struct BudgetCensus: Sendable {
  let pods: [SimulatedPod]
  let expected: Int
  let desiredHealthy: Int
  /// Why the expected pods cannot be counted.
  let failure: String?

  /// A whole minimum counts the pods there are; everything else needs the sizes of the pods' controllers.
  init(_ budget: BudgetRecord, in mirror: ClusterMirror) {
    pods = mirror.pods.objects.filter { budget.covers($0) }
    if let minimum = budget.minAvailable?.intValue {
      (expected, desiredHealthy, failure) = (pods.count, minimum, nil)
      return
    }
    let (scale, problem) = Self.scale(of: pods, mirror)
    expected = scale
    failure = problem
    if let minimum = budget.minAvailable {
      desiredHealthy = DeploymentRecord.pods(minimum, of: scale, rounding: .up)
    } else if let most = budget.maxUnavailable {
      desiredHealthy = max(0, scale - DeploymentRecord.pods(most, of: scale, rounding: .up))
    } else {
      desiredHealthy = 0
    }
  }

  /// The sum of what the pods' Deployments, or ReplicaSets without one, ask for; pods that nobody manages count nothing.
  private static func scale(
    of pods: [SimulatedPod],
    _ mirror: ClusterMirror
  ) -> (Int, failure: String?) {
    var counted: Set<String> = []
    var sum = 0
    for pod in pods where !pod.ownerUID.isEmpty && counted.insert(pod.ownerUID).inserted {
      guard let replicaSet = mirror.replicaSets.objects.first(where: { $0.uid == pod.ownerUID })
      else {
        return (0, "found no controllers for pod \"\(pod.key.name)\"")
      }
      let deployment = mirror.deployments.objects.first { $0.uid == replicaSet.ownerUID }
      guard let deployment else {
        sum += replicaSet.replicas
        continue
      }
      if counted.insert(deployment.uid).inserted { sum += deployment.replicas }
    }
    return (sum, nil)
  }
}
