import APIMachinery
import JSON
import Time

/// Makes and deletes pods until each ReplicaSet has as many as it asks for.
struct ReplicaSetController: Sendable {
  private var seenVersion: UInt64?

  mutating func run(_ mirror: inout ClusterMirror, _ context: StepContext) {
    guard mirror.version != seenVersion else { return }
    seenVersion = mirror.version
    for replicaSet in mirror.replicaSets.objects where !replicaSet.isBeingDeleted {
      let access = context.access(as: .controllerManager)
      let pods = mirror.pods(ownedBy: replicaSet.uid).filter { !mirror.pods[$0].isBeingDeleted }
      let missing = replicaSet.replicas - pods.count
      if missing > 0 { create(missing, replicaSet, &mirror, access) }
      if missing < 0 { remove(-missing, of: pods.map { mirror.pods[$0] }, access) }
      report(replicaSet, &mirror, access)
    }
  }

  private func create(
    _ count: Int,
    _ replicaSet: ReplicaSetRecord,
    _ mirror: inout ClusterMirror,
    _ access: ControllerAccess
  ) {
    for _ in 0..<count {
      guard let created = access.create(.pods, pod(of: replicaSet)) else { return }
      mirror.apply(.pods, created.key, created)
    }
  }

  private func pod(of replicaSet: ReplicaSetRecord) -> APIObject {
    var metadata = replicaSet.template["metadata"] ?? .object([:])
    metadata["generateName"] = .string(replicaSet.key.name + "-")
    metadata["namespace"] = .string(replicaSet.key.namespace)
    metadata["ownerReferences"] = [
      OwnerReference(
        apiVersion: "apps/v1",
        kind: "ReplicaSet",
        name: replicaSet.key.name,
        uid: replicaSet.uid
      ).json
    ]
    return APIObject([
      "apiVersion": "v1", "kind": "Pod", "metadata": metadata,
      "spec": replicaSet.template["spec"] ?? .null,
    ])
  }

  private func remove(_ count: Int, of pods: [SimulatedPod], _ access: ControllerAccess) {
    for pod in pods.sorted(by: goesBefore).prefix(count) {
      access.delete(.pods, pod.key, uid: pod.uid)
    }
  }

  /// Which of two pods a smaller ReplicaSet does without: the one without a node, then the unready, then the younger.
  private func goesBefore(_ left: SimulatedPod, _ right: SimulatedPod) -> Bool {
    if left.nodeName.isEmpty != right.nodeName.isEmpty { return left.nodeName.isEmpty }
    if left.isReady != right.isReady { return !left.isReady }
    if let first = left.readySince, let second = right.readySince, first != second {
      return first > second
    }
    return (left.createdAt, left.key) > (right.createdAt, right.key)
  }

  private func report(
    _ replicaSet: ReplicaSetRecord,
    _ mirror: inout ClusterMirror,
    _ access: ControllerAccess
  ) {
    let pods = mirror.pods(ownedBy: replicaSet.uid).filter { !mirror.pods[$0].isBeingDeleted }
    let ready = pods.count { mirror.pods[$0].isReady }
    var status: JSONObject = [
      "replicas": .integer(Int64(pods.count)),
      "observedGeneration": .integer(Int64(replicaSet.generation)),
    ]
    if !pods.isEmpty { status["fullyLabeledReplicas"] = .integer(Int64(pods.count)) }
    if ready > 0 {
      status["readyReplicas"] = .integer(Int64(ready))
      status["availableReplicas"] = .integer(Int64(ready))
    }
    guard replicaSet.status != .object(status) else { return }
    if let written = access.setStatus(.replicaSets, replicaSet.key, .object(status)) {
      mirror.apply(.replicaSets, replicaSet.key, written)
    }
  }
}
