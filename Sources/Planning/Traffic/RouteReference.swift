package import APIMachinery
import JSON
package import PhysicsResources

/// A route of the user's whose weights a resource asks us to set.
package struct RouteReference: Hashable, Sendable {
  package let type: ResourceType
  package let name: String

  package init(_ type: ResourceType, _ name: String) {
    self.type = type
    self.name = name
  }

  /// The one that a specification names; `nil` where we own the route, or none is needed.
  package init?(_ routing: RoutingSpec) {
    switch routing.router {
    case .gatewayAPI where !routing.gatewayAPI.routeName.isEmpty:
      self.init(.httpRoutes, routing.gatewayAPI.routeName)
    case .traefik:
      self.init(.traefikServices, routing.traefik.serviceName)
    case .gatewayAPI, .none:
      return nil
    }
  }

  /// The user's route of a name, as routers of a kind have them; `nil` where they have none.
  init?(_ name: String, of router: Router) {
    switch router {
    case .gatewayAPI: self.init(.httpRoutes, name)
    case .traefik: self.init(.traefikServices, name)
    case .none: return nil
    }
  }

  /// The one that a status has the original weights of.
  init?(_ original: OriginalWeights?) {
    guard let original else { return nil }
    let types = [ResourceType.httpRoutes, .traefikServices]
    guard let type = types.first(where: { $0.kind == original.kind }) else { return nil }
    self.init(type, original.name)
  }

  /// Every route of the user's that plans for a resource may read or write: the one that it names, the one that it named when our
  /// weights were last put there, and the one that a rollout in flight began under.
  package static func all(of resource: PhysicsAPI) -> [RouteReference] {
    let traffic = resource.status.traffic
    let candidates = [
      RouteReference(resource.spec.routing),
      RouteReference(traffic?.original.flatMap(OriginalWeights.init)), begun(traffic),
    ]
    return candidates.compactMap(\.self).reduce(into: []) { routes, next in
      if !routes.contains(next) { routes.append(next) }
    }
  }

  /// The one that a rollout in flight began under.
  static func begun(_ traffic: TrafficStatus?) -> RouteReference? {
    guard let traffic, let router = traffic.router else { return nil }
    return traffic.route.flatMap { RouteReference($0, of: router) }
  }

  /// The same from the bare words of an object, for an index that is kept at every change.
  package static func all(in object: APIObject) -> [RouteReference] {
    let routing = object.spec["routing"]
    let past = object.status["traffic"]?["original"]
    let names: [(ResourceType, String?)] = [
      (.httpRoutes, routing?["gatewayAPI"]?["routeName"]?.stringValue),
      (.traefikServices, routing?["traefik"]?["serviceName"]?.stringValue),
    ]
    let named = names.compactMap { type, name in
      name.flatMap { $0.isEmpty ? nil : RouteReference(type, $0) }
    }
    let begun = object.status["traffic"].flatMap { traffic -> RouteReference? in
      guard let router = traffic["router"]?.stringValue.flatMap(Router.init(rawValue:)) else {
        return nil
      }
      return traffic["route"]?.stringValue.flatMap { RouteReference($0, of: router) }
    }
    return named + [RouteReference(past.flatMap(OriginalWeights.init)), begun].compactMap(\.self)
  }
}
