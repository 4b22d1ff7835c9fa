import APIMachinery
import PhysicsResources

/// A route of the user's that carries our weights, and is to have its own ones back: the resource is deleted, or names another route.
struct FormerRoute {
  let original: OriginalWeights
  /// `nil` when it is gone.
  let route: WeightedRoute?

  /// - Parameter service: the resource's name.
  init?(_ traffic: TrafficStatus?, among routes: ObservedChildren, service: String) {
    guard let original = (traffic?.original).flatMap(OriginalWeights.init),
      let reference = RouteReference(original)
    else { return nil }
    self.original = original
    route = routes.child(reference.type, named: reference.name).map {
      WeightedRoute($0, reference, service: service)
    }
  }

  var reference: RouteReference? { RouteReference(original) }

  /// The write that puts them back; `nil` when they are there, or nothing is left to put them into.
  var restoration: PlannedAction? {
    guard let route, let patch = route.restoration(of: original) else { return nil }
    return RoutePatch(route: route, patch: patch).action(
      reason: "gives the route the weights back that it had before ours",
      urgency: .takesTrafficAway,
      prerequisites: []
    )
  }

  /// Whether its Gateways have taken them.
  var isAccepted: Bool {
    guard let route, route.reference.type == .httpRoutes else { return true }
    return GatewayRoute(route.object).isAccepted
  }
}
