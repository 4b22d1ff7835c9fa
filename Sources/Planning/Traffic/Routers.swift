import PhysicsResources
import Rollout

/// Chooses the router of a service.
enum Routers {
  static func router(for view: ServiceView, under policy: RolloutPolicy) -> any TrafficRouter {
    switch view.observation.resource.spec.routing.router {
    case .gatewayAPI: OwnRouteRouter(view: view)
    case .none, .traefik: PodRatioRouter(view: view, policy: policy)
    }
  }
}
