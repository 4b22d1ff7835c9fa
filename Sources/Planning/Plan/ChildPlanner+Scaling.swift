import APIMachinery
import JSON
import PhysicsResources
import Rollout

extension ChildPlanner {
  var canaryName: String { "\(resource.name)-canary" }

  func autoscalers(stableFloor: Int) -> [DesiredChild] {
    let main = roles.scaled.map {
      autoscaler(named: resource.name, of: $0, floor: stableFloor)
    }
    return [main, canaryAutoscaler].compactMap(\.self)
  }

  /// A canary behind a router, or with all of the traffic, scales by its own load; its floor rises with its share and never falls while it has one.
  private var canaryAutoscaler: DesiredChild? {
    guard let canary = roles.second, isOnTheWayUp, secondScalesItself else { return nil }
    let present = view.observation.children.child(.horizontalPodAutoscalers, named: canaryName)
    let floor = max(replicasForSecond, present?.spec["minReplicas"]?.intValue ?? 0)
    return autoscaler(
      named: canaryName,
      of: canary,
      floor: min(floor, resource.spec.scaling.maxReplicas)
    )
  }

  private func autoscaler(named name: String, of revision: RevisionID, floor: Int) -> DesiredChild {
    var child = factory.autoscaler(named: name, of: revision, floor: floor)
    // An autoscaler does nothing for a Deployment at zero, and where it acts we do not scale.
    child.prerequisites = [.create, .scale].map {
      ActionID(verb: $0, type: .deployments, key: factory.key(factory.name(of: revision)))
    }
    // The canary's autoscaler must be gone before the service's own one takes its Deployment over.
    if name == resource.name, roles.second == nil {
      child.prerequisites.append(
        ActionID(verb: .delete, type: .horizontalPodAutoscalers, key: factory.key(canaryName))
      )
    }
    return child
  }

  var disruptionBudgets: [DesiredChild] {
    let main = roles.scaled.map { factory.disruptionBudget(named: resource.name, of: $0) }
    let canary = roles.second.map { factory.disruptionBudget(named: canaryName, of: $0) }
    return [main, canary].compactMap(\.self)
  }

  /// Whether the canary is to keep or gain capacity; on its way out it keeps what it has until it is drained.
  var isOnTheWayUp: Bool {
    switch state.phase {
    case .progressing, .promoting: true
    case .paused(_, let cause): !cause.takesTrafficAway
    case .initializing, .steady, .rollingBack, .rolledBack: false
    }
  }

  func scales(stableFloor: Int) -> [PlannedAction] {
    let main = roles.scaled.flatMap { wake($0, to: stableFloor) }
    return [main, scaleOfSecond].compactMap(\.self) + sleepers
  }

  /// An autoscaler does nothing for a Deployment at zero, so we bring it to its floor.
  private func wake(_ revision: RevisionID, to replicas: Int) -> PlannedAction? {
    guard let deployment = view.deployment(of: revision), view.replicas(of: revision) == 0 else {
      return nil
    }
    return scale(deployment, to: replicas, "an autoscaler does not act on zero pods")
  }

  /// Where the canary has an autoscaler, that is in charge; where not, we are.
  private var scaleOfSecond: PlannedAction? {
    guard let second = roles.second, isOnTheWayUp, let deployment = view.deployment(of: second)
    else { return nil }
    let present = view.replicas(of: second)
    let needed = replicasForSecond
    guard present == 0 || (!secondScalesItself && needed > present) else { return nil }
    return scale(deployment, to: needed, "the canary needs \(needed) pods for its share")
  }

  /// Revisions without a part: they had weight 0 for the whole drain, or were never given any.
  private var sleepers: [PlannedAction] {
    observation.children.deployments.compactMap { deployment in
      guard deployment.controllerOwner?.uid == resource.uid,
        let revision = deployment.label(Keys.revision).map(RevisionID.init),
        !parts.contains(revision), !isSelected(revision),
        (deployment.spec["replicas"]?.intValue ?? 0) > 0
      else { return nil }
      var action = scale(deployment, to: 0, "revision \(revision) has no traffic and is drained")
      action.prerequisites = autoscalerWrites(freeing: deployment)
      return action
    }
  }

  /// No autoscaler may be in charge of what we scale; one that has nothing to do with it may stay refused for ever.
  private func autoscalerWrites(freeing deployment: APIObject) -> [ActionID] {
    let writes = [(canaryName, ActionVerb.delete), (resource.name, .apply)]
    return writes.filter { name, _ in
      let live = observation.children.child(.horizontalPodAutoscalers, named: name)
      return live?.spec["scaleTargetRef"]?["name"]?.stringValue == deployment.name
    }.map { ActionID(verb: $1, type: .horizontalPodAutoscalers, key: factory.key($0)) }
  }

  /// Whether a Service still leads to it: a write that should have pointed the Service elsewhere was lost, or goes out in this pass.
  private func isSelected(_ revision: RevisionID) -> Bool {
    ["", "-stable", "-canary"].contains { suffix in
      view.service(suffix) != nil && (view.selectedRevision(suffix) ?? revision) == revision
    }
  }

  private func scale(_ deployment: APIObject, to replicas: Int, _ reason: String) -> PlannedAction {
    let path = FieldPath().appending("spec").appending("replicas")
    return PlannedAction(
      .scale(replicas: replicas),
      type: .deployments,
      key: deployment.key,
      reason: reason,
      changes: [
        FieldChange(
          path: path,
          from: deployment.spec["replicas"],
          to: .integer(Int64(replicas))
        )
      ],
      resourceVersion: deployment.resourceVersion
    )
  }
}
