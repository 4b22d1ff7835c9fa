import APIMachinery
import JSON
import PhysicsResources
import Rollout

/// What nobody needs any more.
extension ChildPlanner {
  /// The revisions that a phase gives a part to; the stable revision has one until it is replaced.
  var parts: [RevisionID] {
    [roles.scaled, roles.second, roles.stable, state.stable].compactMap(\.self)
  }

  /// The oldest revisions beyond `revisionHistoryLimit`, with all that is theirs.
  var prunings: [PlannedAction] {
    // What cannot be read may be any of them.
    guard let desired = planner.book.desiredRecord?.id else { return [] }
    let named = planner.book.specified.record?.id
    let idle = planner.book.records.map(\.id).filter {
      ![desired, named].contains($0) && !parts.contains($0)
    }
    let old = idle.dropLast(resource.spec.rollout.revisionHistoryLimit)
    let limit = "is older than spec.rollout.revisionHistoryLimit"
    return old.flatMap { pruning(of: $0, because: limit) }
      + unrecorded(besides: desired).flatMap { pruning(of: $0, because: "was never put on record") }
  }

  /// Revisions of which only copies were written before the spec or a ConfigMap asked for another one.
  private func unrecorded(besides desired: RevisionID) -> [RevisionID] {
    let onRecord = observation.children.controllerRevisions.compactMap { $0.label(Keys.revision) }
    let copied = observation.children.configMapCopies.compactMap { $0.label(Keys.revision) }
    return Set(copied).subtracting(onRecord).sorted().map(RevisionID.init)
      .filter { $0 != desired && !parts.contains($0) }
  }

  /// Nothing while it still has pods: they read the copies of its ConfigMaps.
  private func pruning(of revision: RevisionID, because why: String) -> [PlannedAction] {
    let deployment = view.deployment(of: revision)
    let pods = (deployment?.spec["replicas"] ?? deployment?.status["replicas"])?.intValue ?? 0
    guard pods == 0, view.pods(of: revision).isEmpty else { return [] }
    let children = observation.children
    let records = children.controllerRevisions + children.configMapCopies
    let owned = records.filter { $0.label(Keys.revision) == revision.hash }
    let reason = "revision \(revision) \(why)"
    let first = deployment.flatMap { deletion(of: $0, .deployments, reason) }
    return [first].compactMap(\.self)
      + owned.compactMap { object in
        let isCopy = children.configMapCopies.contains(object)
        var action = deletion(of: object, isCopy ? .configMaps : .controllerRevisions, reason)
        action?.prerequisites = [first?.id].compactMap(\.self)
        return action
      }
  }

  /// The canary's autoscaler and budget go when no second revision is left; routes, when the spec asks for none.
  var removals: [PlannedAction] {
    let canary = "\(resource.name)-canary"
    var leftovers: [(ResourceType, String, String)] = []
    if roles.second == nil || isOnTheWayUp && !secondScalesItself {
      let reason = "no canary with an autoscaler of its own is in flight"
      leftovers.append((.horizontalPodAutoscalers, canary, reason))
    }
    if roles.second == nil {
      leftovers.append((.podDisruptionBudgets, canary, "no canary is in flight"))
    }
    if traffic.router.kind != .gatewayAPI {
      leftovers.append((.httpRoutes, resource.name, "spec.routing asks for no HTTPRoute"))
    }
    if traffic.router.kind != .none || resource.spec.routing.hosts.isEmpty {
      leftovers.append((.ingresses, resource.name, "spec.routing asks for no Ingress"))
    }
    return leftovers.compactMap { type, name, reason in
      observation.children.child(type, named: name).flatMap { deletion(of: $0, type, reason) }
    }
  }

  /// `nil` for an object of somebody else's, and for one that is going already.
  private func deletion(
    of object: APIObject,
    _ type: ResourceType,
    _ reason: String
  ) -> PlannedAction? {
    guard object.controllerOwner?.uid == resource.uid, !object.isBeingDeleted else { return nil }
    return PlannedAction(
      .delete(uid: object.uid),
      type: type,
      key: object.key,
      reason: reason,
      resourceVersion: object.resourceVersion
    )
  }
}
