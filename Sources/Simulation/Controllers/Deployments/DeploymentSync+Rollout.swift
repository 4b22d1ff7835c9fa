import APIMachinery
import JSON

extension DeploymentSync {
  /// RollingUpdate: up as far as the surge allows, else down as far as availability allows (`rolling.go`).
  mutating func roll(_ mirror: inout ClusterMirror) {
    guard let current = currentReplicaSet(&mirror, creating: true) else { return }
    let fleet = DeploymentFleet(of: deployment, in: mirror)
    let next = deployment.sizes.newReplicas(current: current.replicas, total: fleet.wanted)
    if next != current.replicas { return resize(current, to: next, &mirror) }
    let sizes = deployment.sizes.oldReplicas(fleet.old.map(\.size), new: current.size)
    for (replicaSet, size) in zip(fleet.old, sizes) where replicaSet.replicas != size {
      resize(replicaSet, to: size, &mirror)
    }
    if fleet.old.allSatisfy({ $0.replicas == 0 }) { cleanUpIfComplete(&mirror) }
  }

  /// Recreate: no new pod before the last old one is gone (`recreate.go`).
  mutating func recreate(_ mirror: inout ClusterMirror) {
    _ = currentReplicaSet(&mirror, creating: false)
    let fleet = DeploymentFleet(of: deployment, in: mirror)
    let running = fleet.old.filter { $0.replicas > 0 }
    for replicaSet in running { resize(replicaSet, to: 0, &mirror) }
    guard running.isEmpty, !fleet.old.contains(where: { hasPods($0, mirror) }) else { return }
    guard let current = currentReplicaSet(&mirror, creating: true) else { return }
    if current.replicas != deployment.replicas {
      resize(current, to: deployment.replicas, &mirror)
    }
    cleanUpIfComplete(&mirror)
  }

  private func hasPods(_ replicaSet: ReplicaSetRecord, _ mirror: ClusterMirror) -> Bool {
    replicaSet.currentReplicas > 0 || !mirror.pods(ownedBy: replicaSet.uid).isEmpty
  }

  private func cleanUpIfComplete(_ mirror: inout ClusterMirror) {
    let fleet = DeploymentFleet(of: deployment, in: mirror)
    let report = DeploymentReport(
      deployment,
      fleet: fleet,
      conditions: conditions,
      collisionCount: collisionCount,
      at: context.now
    )
    if report.isComplete { cleanUp(fleet, &mirror) }
  }

  /// Deletes empty old ReplicaSets beyond the revision history limit, the lowest revision first.
  func cleanUp(_ fleet: DeploymentFleet, _ mirror: inout ClusterMirror) {
    let alive = fleet.old.filter { !$0.isBeingDeleted }
    let excess = alive.count - deployment.revisionHistoryLimit
    guard excess > 0 else { return }
    for replicaSet in alive.sorted(by: { $0.revision < $1.revision }).prefix(excess)
    where replicaSet.isIdle {
      access.delete(.replicaSets, replicaSet.key, uid: replicaSet.uid)
    }
  }
}

extension ReplicaSetRecord {
  /// Neither has nor wants a pod, and its controller has seen that.
  fileprivate var isIdle: Bool {
    replicas == 0 && currentReplicas == 0
      && generation <= status["observedGeneration"]?.intValue ?? 0
  }
}
