import APIMachinery
import JSON
import PhysicsResources
import Rollout

extension ChildPlanner {
  /// The frozen records, the copies of their configuration and the Deployments of the revisions that play a part.
  func revisionChildren(stableFloor: Int) -> [DesiredChild] {
    records.flatMap { record -> [DesiredChild] in
      let isSecond = record.id == roles.second
      let replicas = isSecond ? replicasForSecond : stableFloor
      var deployment = factory.deployment(record, replicasAtCreation: replicas)
      let copies = copies(for: record)
      let written = copies.map { ActionID(verb: .create, type: .configMaps, key: $0.key) }
      deployment.prerequisites += written
      // A revision on record is complete: the record is the last of what it needs.
      var frozen = factory.controllerRevision(record)
      frozen.prerequisites = written
      return copies + [frozen, deployment]
    }
  }

  /// Each revision with a part, once: the one that carries the service first.
  private var records: [RevisionRecord] {
    var ids: [RevisionID] = []
    for id in [roles.scaled, roles.second, roles.stable, state.stable].compactMap(\.self)
    where !ids.contains(id) {
      ids.append(id)
    }
    return ids.compactMap { id in
      planner.book[id] ?? planner.book.desiredRecord.flatMap { $0.id == id ? $0 : nil }
    }
  }

  /// All copies of a new revision; of one on record those that somebody has deleted, while their content is still to be had.
  private func copies(for record: RevisionRecord) -> [DesiredChild] {
    let wanted: [ConfigMapCopy] =
      if case .new(let new, let copies) = planner.book.desired, new.id == record.id {
        copies
      } else {
        planner.lostCopies.restorable(of: record)
      }
    return wanted.map { factory.configMap($0, of: record.id) }
  }

  /// What the canary needs for the stop that it is on its way to; where its pods are its share, what it has until it may have more.
  var replicasForSecond: Int {
    let needed = capacity.canaryNeeds(forWeight: shareOfSecond)
    guard case .progressing(let canary) = state.phase, isHeldByPods(canary) else { return needed }
    return min(needed, max(1, view.replicas(of: canary.revision)))
  }

  private func isHeldByPods(_ canary: Canary) -> Bool {
    traffic.router.splitsByPods && view.selectedRevision("") == nil
      && !canary.isForced && !baseline.allowsMore
  }

  /// In percent, for the stop that it is on its way to.
  var shareOfSecond: Int {
    switch state.phase {
    case .progressing(let canary), .paused(let canary, _): planner.policy.capacityShare(of: canary)
    case .promoting: 100
    case .initializing, .steady, .rollingBack, .rolledBack: 0
    }
  }

  /// Whether an autoscaler of its own is in charge of the canary.
  var secondScalesItself: Bool { capacity.scalesCanaryItself(atShare: shareOfSecond) }
}
