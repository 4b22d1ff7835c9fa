import APIMachinery
import JSON
import PhysicsResources
import Rollout

/// A route of the user's, of which the operator sets two weights and nothing else: an HTTPRoute or a TraefikService.
///
/// Its list of rules is atomic: an apply of two weights would erase everything else in it.
struct UserRouteRouter: TrafficRouter {
  let view: ServiceView
  let target: RouteReference

  private var resource: PhysicsAPI { view.observation.resource }
  private var status: TrafficStatus? { resource.status.traffic }
  private var isTraefik: Bool { target.type == .traefikServices }

  var kind: Router { isTraefik ? .traefik : .gatewayAPI }
  var splitsByPods: Bool { false }
  var reference: RouteReference? { target }

  func reading(in state: RolloutState) -> RouteReading {
    // What does not exist gives the canary nothing.
    guard let route else { return RouteReading(written: 0, accepted: 0, problem: absence) }
    let written = share(of: route)
    return RouteReading(
      written: written,
      accepted: isAccepted(route) ? written : nil,
      problem: objection(to: route)
    )
  }

  private var isServed: Bool {
    let capabilities = view.observation.capabilities
    return isTraefik ? capabilities.hasTraefik : capabilities.hasGatewayAPI
  }

  private var route: WeightedRoute? {
    guard isServed else { return nil }
    return view.observation.userRoutes.child(target.type, named: target.name).map {
      WeightedRoute($0, target, service: resource.name)
    }
  }

  private var absence: RouteProblem {
    guard isServed else { return isTraefik ? .traefikMissing : .gatewayMissing }
    let name = "\(target.type.kind) \(resource.namespace)/\(target.name)"
    return .missing(
      "\(name) does not exist; create it with the backends \(resource.name)-stable and "
        + "\(resource.name)-canary"
    )
  }

  /// A route that another controller writes would be written in turns for ever.
  private func objection(to route: WeightedRoute) -> RouteProblem? {
    if let owner = route.object.controllerOwner {
      let name = "\(target.type.kind) \(route.object.key)"
      return .foreign("\(name) belongs to \(owner.kind) \(owner.name); name a route of your own")
    }
    return route.fault.map { .foreign($0) }
  }

  /// Traefik tells nobody what it has taken: what the API server has is what counts.
  private func isAccepted(_ route: WeightedRoute) -> Bool {
    isTraefik || GatewayRoute(route.object).isAccepted
  }

  /// The share that was asked for where rounding would show a neighbour of it.
  private func share(of route: WeightedRoute) -> Int {
    let known = [status?.canaryWeight, status?.written].compactMap(\.self)
    let original = recorded ?? route.original
    return known.first { $0 > 0 && route.isAt(share: $0, original: original) } ?? route.share
  }

  private var recorded: OriginalWeights? {
    status?.original.flatMap(OriginalWeights.init).flatMap {
      RouteReference($0) == target ? $0 : nil
    }
  }

  func children(_ change: WeightChange, from factory: ChildFactory) -> [DesiredChild] { [] }

  func patches(_ change: WeightChange) -> [PlannedAction] {
    guard let route, mayPatch(route, change),
      let patch = route.patch(toShare: change.to, original: recorded ?? route.original)
    else { return [] }
    return [
      RoutePatch(route: route, patch: patch).action(
        reason: "gives the canary \(change.to) % of the traffic",
        urgency: change.urgency,
        prerequisites: change.prerequisites
      )
    ]
  }

  /// Weights of single rules that somebody lowered are left alone; a route that is not ours to write gets its weight 0 if ours is in it.
  private func mayPatch(_ route: WeightedRoute, _ change: WeightChange) -> Bool {
    guard change.to != change.from else { return false }
    return objection(to: route) == nil || change.to == 0 && recorded != nil
  }

  /// Nothing is left to remember once the user's own weights give the canary nothing again, his first or his newest.
  func original(after change: WeightChange) -> OriginalWeights? {
    guard let route else { return recorded }
    guard let recorded else { return patches(change).isEmpty ? nil : route.original }
    let isOver = !change.isInFlight && change.to == 0 && route.share == 0
    return isOver && recorded.pairs.allSatisfy { $0.canary == 0 } ? nil : recorded
  }
}
