import APIMachinery
import JSON

/// What splits the traffic of a scenario's service, and where its users come in.
package enum ScenarioRouter: String, CaseIterable, Sendable {
  case none = "None"
  case gatewayAPI = "GatewayAPI"
  case usersRoute = "GatewayAPI with a user's route"
  case traefik = "Traefik"

  /// The name of the route or the TraefikService that is the user's.
  static let foreignName = "shop"

  /// `spec.routing`.
  var routing: JSONValue {
    switch self {
    case .none: ["router": "None"]
    case .gatewayAPI: ["router": "GatewayAPI", "gatewayAPI": ["parentRefs": [["name": "public"]]]]
    case .usersRoute:
      ["router": "GatewayAPI", "gatewayAPI": ["routeName": .string(Self.foreignName)]]
    case .traefik: ["router": "Traefik", "traefik": ["serviceName": .string(Self.foreignName)]]
    }
  }

  var entry: TrafficEntry {
    switch self {
    case .none, .gatewayAPI: .application
    case .usersRoute: .httpRoute(Self.foreignName)
    case .traefik: .traefikService(Self.foreignName)
    }
  }

  /// Where the weights are in what is the user's own.
  var foreign: (type: ResourceType, key: ObjectKey)? {
    switch self {
    case .none, .gatewayAPI: nil
    case .usersRoute, .traefik:
      splitter.map {
        ($0.type, ObjectKey(namespace: ScenarioManifest.key.namespace, name: $0.name))
      }
    }
  }

  /// Where the weights are.
  var splitter: (type: ResourceType, name: String)? {
    switch self {
    case .none: nil
    case .gatewayAPI: (.httpRoutes, ScenarioManifest.key.name)
    case .usersRoute: (.httpRoutes, Self.foreignName)
    case .traefik: (.traefikServices, Self.foreignName)
    }
  }
}
