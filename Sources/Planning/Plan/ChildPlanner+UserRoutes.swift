import APIMachinery
import PhysicsResources
import Rollout

/// Routes that are not ours: two weights in them, and our finalizer as long as these are not the user's own.
extension ChildPlanner {
  struct UserRoutes {
    var actions: [PlannedAction] = []
    /// For the status.
    var original: OriginalWeights?
  }

  func userRoutes(_ change: WeightChange) -> UserRoutes {
    var routes = withoutFinalizer(change)
    let finalizer = RouteFinalizer(resource: resource)
    guard let action = finalizer.action(isNeeded: routes.original != nil) else { return routes }
    for index in routes.actions.indices where routes.actions[index].urgency == .ordinary {
      routes.actions[index].prerequisites.append(finalizer.id)
    }
    routes.actions.append(action)
    return routes
  }

  private func withoutFinalizer(_ change: WeightChange) -> UserRoutes {
    if let former, former.reference != traffic.router.reference,
      let restoration = former.restoration
    {
      return UserRoutes(actions: [restoration], original: former.original)
    }
    // At rest both Services lead to the same pods: no share of theirs is worth a fight.
    let isWorthIt = roles.second != nil || traffic.rewrites(in: state).count < Rewrites.limit
    return UserRoutes(
      actions: isWorthIt ? traffic.router.patches(change) : [],
      original: traffic.router.original(after: change)
    )
  }

  private var former: FormerRoute? {
    FormerRoute(
      resource.status.traffic,
      among: observation.userRoutes,
      service: resource.name
    )
  }
}
