import APIMachinery
import Time

/// The ReplicaSets of one Deployment.
struct DeploymentFleet: Sendable {
  /// The one of the present template; of several the oldest.
  let current: ReplicaSetRecord?
  /// All others, the oldest first.
  let old: [ReplicaSetRecord]

  init(of deployment: DeploymentRecord, in mirror: ClusterMirror) {
    let owned = mirror.replicaSets.objects.filter { $0.ownerUID == deployment.uid }
      .sorted { ($0.createdAt, $0.key) < ($1.createdAt, $1.key) }
    let current = owned.first { $0.plainTemplate == deployment.template }
    self.current = current
    old = owned.filter { $0.uid != current?.uid }
  }

  var all: [ReplicaSetRecord] { old + (current.map { [$0] } ?? []) }
  /// Those that ask for pods.
  var active: [ReplicaSetRecord] { all.filter { $0.replicas > 0 } }
  var wanted: Int { all.reduce(0) { $0 + $1.replicas } }
  var replicas: Int { all.reduce(0) { $0 + $1.currentReplicas } }
  var ready: Int { all.reduce(0) { $0 + $1.readyReplicas } }
  var available: Int { all.reduce(0) { $0 + $1.availableReplicas } }
  var newestOldRevision: Int { old.map(\.revision).max() ?? 0 }

  /// Whether the Deployment was scaled since a ReplicaSet was last sized.
  func isScaled(_ deployment: DeploymentRecord) -> Bool {
    active.contains { ($0.desiredReplicas ?? deployment.replicas) != deployment.replicas }
  }

  /// Whether the present template has all the pods, available.
  func isSaturated(_ deployment: DeploymentRecord) -> Bool {
    guard let current, let desired = current.desiredReplicas else { return false }
    return current.replicas == deployment.replicas && desired == deployment.replicas
      && current.availableReplicas == deployment.replicas
  }

  /// The one ReplicaSet that a change of size is about; `nil` when several are active.
  var onlyActive: ReplicaSetRecord? {
    switch active.count {
    case 0: current ?? old.last
    case 1: active.first
    default: nil
    }
  }
}

extension ReplicaSetRecord {
  var size: RolloutSizes.Group {
    RolloutSizes.Group(
      replicas: replicas,
      available: availableReplicas,
      maxBefore: maxReplicas
    )
  }
}

extension DeploymentRecord {
  var sizes: RolloutSizes {
    RolloutSizes(desired: replicas, maxSurge: maxSurge, maxUnavailable: maxUnavailable)
  }
}
