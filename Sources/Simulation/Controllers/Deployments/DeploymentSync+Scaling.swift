import APIMachinery
import JSON

extension DeploymentSync {
  /// A paused or resized Deployment gets no new ReplicaSet: the ones it has change their sizes (`sync.go`).
  mutating func scale(_ mirror: inout ClusterMirror) {
    _ = currentReplicaSet(&mirror, creating: false)
    let fleet = DeploymentFleet(of: deployment, in: mirror)
    if let only = fleet.onlyActive {
      let isNoted = only.desiredReplicas == deployment.replicas
      if only.replicas != deployment.replicas || !isNoted {
        resize(only, to: deployment.replicas, &mirror)
      }
    } else if fleet.isSaturated(deployment) {
      for old in fleet.old where old.replicas > 0 { resize(old, to: 0, &mirror) }
    } else if !deployment.recreates {
      scaleProportionally(fleet, &mirror)
    }
    if deployment.isPaused { cleanUp(DeploymentFleet(of: deployment, in: mirror), &mirror) }
  }

  private func scaleProportionally(_ fleet: DeploymentFleet, _ mirror: inout ClusterMirror) {
    let allowed = deployment.replicas > 0 ? deployment.replicas + deployment.maxSurge : 0
    let grows = allowed > fleet.active.reduce(0) { $0 + $1.replicas }
    let groups = fleet.active.sorted { left, right in
      if left.replicas != right.replicas { return left.replicas > right.replicas }
      let isOlder = (left.createdAt, left.key) < (right.createdAt, right.key)
      return grows ? !isOlder : isOlder
    }
    let sizes = deployment.sizes.proportional(
      groups.map(\.size),
      statusReplicas: deployment.status["replicas"]?.intValue ?? 0
    )
    for (group, size) in zip(groups, sizes) { resize(group, to: size, &mirror) }
  }

  /// Gives a ReplicaSet another size, and notes on it what the Deployment wanted then.
  func resize(_ replicaSet: ReplicaSetRecord, to size: Int, _ mirror: inout ClusterMirror) {
    let notes = sizeNotes
    let changed = access.change(.replicaSets, replicaSet.key) { object in
      object.json["spec"]?["replicas"] = .integer(Int64(size))
      for (name, text) in notes { object.annotate(name, text) }
    }
    guard let changed else { return }
    mirror.apply(.replicaSets, replicaSet.key, changed)
    guard size != replicaSet.replicas else { return }
    let direction = size > replicaSet.replicas ? "up" : "down"
    mirror.events.note(
      .normal,
      "ScalingReplicaSet",
      "Scaled \(direction) replica set \(replicaSet.key.name) from \(replicaSet.replicas) to \(size)",
      about: deployment.subject,
      by: .deployments
    )
  }

  var sizeNotes: [(name: String, text: String)] {
    [
      (DeploymentAnnotations.desiredReplicas, String(deployment.replicas)),
      (DeploymentAnnotations.maxReplicas, String(deployment.replicas + deployment.maxSurge)),
    ]
  }
}
