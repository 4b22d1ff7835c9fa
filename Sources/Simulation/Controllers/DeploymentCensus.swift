import APIMachinery
import Time

/// The pods of a Deployment counted by ReplicaSet, and what each ReplicaSet should have next.
struct DeploymentCensus: Sendable {
  struct Group: Sendable {
    let key: ObjectKey
    /// What its specification asks for.
    let wanted: Int
    /// Pods that are not being deleted.
    var existing = 0
    var ready = 0
    var available = 0
  }

  let current: Group
  /// ReplicaSets of earlier templates.
  let old: [Group]
  private let deployment: DeploymentRecord

  init(
    _ deployment: DeploymentRecord,
    current: ReplicaSetRecord,
    in mirror: ClusterMirror,
    at now: Timestamp
  ) {
    self.deployment = deployment
    let count = { Self.group($0, minReady: deployment.minReady, in: mirror, at: now) }
    self.current = count(current)
    old = mirror.replicaSets.objects
      .filter { $0.ownerUID == deployment.uid && $0.key != current.key }.map(count)
  }

  private static func group(
    _ replicaSet: ReplicaSetRecord,
    minReady: Duration,
    in mirror: ClusterMirror,
    at now: Timestamp
  ) -> Group {
    var group = Group(key: replicaSet.key, wanted: replicaSet.replicas)
    for index in mirror.pods(ownedBy: replicaSet.uid) where !mirror.pods[index].isBeingDeleted {
      group.existing += 1
      guard let since = mirror.pods[index].readySince else { continue }
      group.ready += 1
      if since + minReady <= now { group.available += 1 }
    }
    return group
  }

  var all: [Group] { old + [current] }
  var existing: Int { all.reduce(0) { $0 + $1.existing } }
  var ready: Int { all.reduce(0) { $0 + $1.ready } }
  var available: Int { all.reduce(0) { $0 + $1.available } }

  /// ReplicaSets whose size has to change, with the new size.
  var wantedReplicas: [(key: ObjectKey, replicas: Int)] {
    let next = wantedCurrent
    let olds = zip(old, wantedOld(current: next)).filter { $0.wanted != $1 }.map { ($0.key, $1) }
    return (next == current.wanted ? [] : [(current.key, next)]) + olds
  }

  private var wantedCurrent: Int {
    let oldPods = old.reduce(0) { $0 + max($1.wanted, $1.existing) }
    if oldPods == 0 { return deployment.replicas }
    if deployment.recreates { return current.wanted }
    let total = all.reduce(0) { $0 + $1.wanted }
    let room = deployment.replicas + deployment.maxSurge - total
    return min(deployment.replicas, current.wanted + max(0, room))
  }

  /// Unready old pods go first, then ready ones as far as the strategy leaves enough available.
  private func wantedOld(current next: Int) -> [Int] {
    guard !deployment.recreates else { return old.map { _ in 0 } }
    let minAvailable = deployment.replicas - deployment.maxUnavailable
    let total = old.reduce(0) { $0 + $1.wanted } + next
    var spare = max(0, total - minAvailable - max(0, next - current.available))
    var wanted = old.map(\.wanted)
    for (index, group) in old.enumerated() {
      let unready = min(spare, max(0, group.wanted - group.available))
      wanted[index] -= unready
      spare -= unready
    }
    var surplus = max(0, min(spare, available - minAvailable))
    for index in wanted.indices {
      let cut = min(surplus, wanted[index])
      wanted[index] -= cut
      surplus -= cut
    }
    return wanted
  }
}
