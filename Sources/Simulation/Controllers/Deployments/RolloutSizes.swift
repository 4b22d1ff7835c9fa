/// How many pods each ReplicaSet of a Deployment gets next: arithmetic alone (`pkg/controller/deployment/util`).
package struct RolloutSizes: Hashable, Sendable {
  /// One ReplicaSet in numbers.
  package struct Group: Hashable, Sendable {
    /// What its specification asks for.
    package var replicas: Int
    /// What its status counts as available.
    package var available: Int
    /// The annotation `max-replicas` of its last scaling.
    package var maxBefore: Int?

    package init(replicas: Int, available: Int = 0, maxBefore: Int? = nil) {
      self.replicas = replicas
      self.available = available
      self.maxBefore = maxBefore
    }
  }

  /// The Deployment's `spec.replicas`.
  package let desired: Int
  package let maxSurge: Int
  package let maxUnavailable: Int

  package init(desired: Int, maxSurge: Int, maxUnavailable: Int) {
    self.desired = desired
    self.maxSurge = maxSurge
    self.maxUnavailable = maxUnavailable
  }

  /// The size of the new ReplicaSet in a rolling update: it takes all the room that the surge leaves.
  ///
  /// Of 10 wanted with a surge of 3: beside 10 old pods it gets 3, beside 8 old ones 5.
  package func newReplicas(current: Int, total: Int) -> Int {
    if current >= desired { return desired }
    let room = desired + maxSurge - total
    return room <= 0 ? current : current + min(room, desired - current)
  }

  /// The sizes of the old ReplicaSets, the oldest first: pods that are not available go first, then as many as availability allows.
  package func oldReplicas(_ old: [Group], new: Group) -> [Int] {
    var sizes = old.map(\.replicas)
    let minAvailable = desired - maxUnavailable
    let total = sizes.reduce(0, +) + new.replicas
    let maxCleaned = total - minAvailable - (new.replicas - new.available)
    guard maxCleaned > 0 else { return sizes }
    var cleaned = 0
    for (index, group) in old.enumerated() where group.replicas > group.available {
      let cut = min(maxCleaned - cleaned, group.replicas - group.available)
      sizes[index] -= cut
      cleaned += cut
    }
    var surplus = old.reduce(new.available) { $0 + $1.available } - minAvailable
    for index in sizes.indices where surplus > 0 {
      let cut = min(surplus, sizes[index])
      sizes[index] -= cut
      surplus -= cut
    }
    return sizes
  }

  /// The sizes when a Deployment is scaled in the middle of a rollout: all share in proportion; what rounding leaves goes to the first.
  ///
  /// Groups come the largest first, the newer before the older on the way up. From 10 to 15 with a surge of 3, where 8 old pods and
  /// 5 new ones run: 13 may become 18, so that the old get 11 and the new 7.
  ///
  /// `statusReplicas` is what the Deployment's status counts, for groups that were never annotated.
  package func proportional(_ groups: [Group], statusReplicas: Int) -> [Int] {
    let allowed = desired > 0 ? desired + maxSurge : 0
    let toAdd = allowed - groups.reduce(0) { $0 + $1.replicas }
    var added = 0
    var sizes = groups.map { group in
      let share = share(of: group, toAdd: toAdd, added: added, statusReplicas: statusReplicas)
      added += share
      return group.replicas + share
    }
    if !sizes.isEmpty, toAdd != 0 { sizes[0] = max(0, sizes[0] + toAdd - added) }
    return sizes
  }

  private func share(of group: Group, toAdd: Int, added: Int, statusReplicas: Int) -> Int {
    guard group.replicas > 0, toAdd != 0, toAdd != added else { return 0 }
    let fraction = fraction(of: group, statusReplicas: statusReplicas)
    return toAdd > 0 ? min(fraction, toAdd - added) : max(fraction, toAdd - added)
  }

  private func fraction(of group: Group, statusReplicas: Int) -> Int {
    guard desired > 0 else { return -group.replicas }
    let before = group.maxBefore.flatMap { $0 == 0 ? nil : $0 } ?? statusReplicas
    guard before > 0 else { return 0 }
    let size = Double(group.replicas) * Double(desired + maxSurge) / Double(before)
    return Int(size.rounded(.toNearestOrAwayFromZero)) - group.replicas
  }
}
