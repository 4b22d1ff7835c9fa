import APIMachinery
import PhysicsResources
import Rollout

/// Chooses the router of a service.
enum Routers {
  /// The one that the specification asks for; a canary in flight stays with the one that it began under.
  static func router(
    for view: ServiceView,
    under policy: RolloutPolicy,
    in state: RolloutState
  ) -> any TrafficRouter {
    let routing = view.observation.resource.spec.routing
    guard let former = former(for: view, in: state) else {
      return router(routing.router, RouteReference(routing), view, policy)
    }
    return router(former.kind, former.reference, view, policy)
  }

  /// Whether the canary in flight is on a router that the specification names no more.
  static func isReplaced(for view: ServiceView, in state: RolloutState) -> Bool {
    former(for: view, in: state) != nil
  }

  private static func router(
    _ kind: Router,
    _ reference: RouteReference?,
    _ view: ServiceView,
    _ policy: RolloutPolicy
  ) -> any TrafficRouter {
    if let reference { return UserRouteRouter(view: view, target: reference) }
    return switch kind {
    case .gatewayAPI: OwnRouteRouter(view: view)
    case .none, .traefik: PodRatioRouter(view: view, policy: policy)
    }
  }

  /// What a canary in flight began under, where that is not what the specification asks for; `nil` at rest.
  private static func former(
    for view: ServiceView,
    in state: RolloutState
  ) -> (kind: Router, reference: RouteReference?)? {
    let resource = view.observation.resource
    guard Roles(state).second != nil, let traffic = resource.status.traffic,
      let kind = traffic.router
    else { return nil }
    let past = RouteReference.begun(traffic)
    return kind == resource.spec.routing.router && past == RouteReference(resource.spec.routing)
      ? nil : (kind, past)
  }
}
