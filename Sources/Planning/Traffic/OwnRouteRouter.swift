import APIMachinery
import PhysicsResources
import Rollout

/// An HTTPRoute of the service's name, which the operator owns.
struct OwnRouteRouter: TrafficRouter {
  let view: ServiceView

  private var resource: PhysicsAPI { view.observation.resource }
  private var isServed: Bool { view.observation.capabilities.hasGatewayAPI }

  var kind: Router { .gatewayAPI }
  var splitsByPods: Bool { false }

  func reading(in state: RolloutState) -> RouteReading {
    // Where no HTTPRoute can exist, none gives the canary anything.
    guard isServed else { return RouteReading(written: 0, accepted: 0, problem: .gatewayMissing) }
    guard let route = view.observation.children.child(.httpRoutes, named: resource.name) else {
      return RouteReading(written: 0, accepted: nil)
    }
    let weight = GatewayRoute(route).share(of: "\(resource.name)-canary")
    return RouteReading(written: weight, accepted: GatewayRoute(route).isAccepted ? weight : nil)
  }

  func children(_ change: WeightChange, from factory: ChildFactory) -> [DesiredChild] {
    guard isServed else { return [] }
    var route = factory.httpRoute(canaryWeight: change.to)
    route.urgency = change.urgency
    route.prerequisites = change.prerequisites
    return [route]
  }
}
