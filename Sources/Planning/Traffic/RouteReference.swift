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

  /// The one that a status has the original weights of.
  init?(_ original: OriginalWeights?) {
    guard let original else { return nil }
    let types = [ResourceType.httpRoutes, .traefikServices]
    guard let type = types.first(where: { $0.kind == original.kind }) else { return nil }
    self.init(type, original.name)
  }

  /// Every route of the user's that plans for a resource may read or write: the one that it names, and the one that it named when our
  /// weights were last put there.
  package static func all(of resource: PhysicsAPI) -> [RouteReference] {
    let past = RouteReference(resource.status.traffic?.original.flatMap(OriginalWeights.init))
    let present = RouteReference(resource.spec.routing)
    return present == past
      ? [present].compactMap(\.self) : [present, past].compactMap(\.self)
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
    return named + [RouteReference(past.flatMap(OriginalWeights.init))].compactMap(\.self)
  }
}
