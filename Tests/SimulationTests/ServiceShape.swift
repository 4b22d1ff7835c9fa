import APIMachinery
import JSON
import Simulation

/// In which way the service of a judged run differs from the demo's.
enum ServiceShape: String, CaseIterable, Sendable {
  /// With an HTTPRoute of its own.
  case routed
  /// Split by the number of pods.
  case unrouted
  /// Split by a user's HTTPRoute.
  case usersRoute
  /// Split by a user's TraefikService.
  case traefik
  /// All at once after a preview.
  case blueGreen

  private static let shop = "shop"

  func shape(_ object: inout APIObject) {
    switch self {
    case .routed: break
    case .unrouted: object.json["spec"]?["routing"] = ["router": "None"]
    case .usersRoute:
      object.json["spec"]?["routing"] = [
        "router": "GatewayAPI", "gatewayAPI": ["routeName": .string(Self.shop)],
      ]
    case .traefik:
      object.json["spec"]?["routing"] = [
        "router": "Traefik", "traefik": ["serviceName": .string(Self.shop)],
      ]
    case .blueGreen:
      object.json["spec"]?["rollout"] = [
        "strategy": "BlueGreen", "blueGreen": ["previewHold": "60s", "autoPromote": true],
      ]
    }
  }

  /// Where users come in.
  var entry: TrafficEntry {
    switch self {
    case .routed, .unrouted, .blueGreen: .application
    case .usersRoute: .httpRoute(Self.shop)
    case .traefik: .traefikService(Self.shop)
    }
  }

  /// What the user keeps beside the PhysicsAPI.
  var splitter: (type: ResourceType, object: APIObject)? {
    let key = ObjectKey(namespace: DemoManifest.key.namespace, name: Self.shop)
    switch self {
    case .routed, .unrouted, .blueGreen: return nil
    case .usersRoute:
      var route = APIObject(.httpRoutes, key)
      route.json["spec"] = [
        "parentRefs": [["name": "public"]], "rules": [["backendRefs": Self.pair]],
      ]
      return (.httpRoutes, route)
    case .traefik:
      var service = APIObject(.traefikServices, key)
      service.json["spec"] = ["weighted": ["services": Self.pair]]
      return (.traefikServices, service)
    }
  }

  private static var pair: JSONValue {
    let name = DemoManifest.key.name
    return [
      ["name": .string("\(name)-stable"), "port": 80, "weight": 100],
      ["name": .string("\(name)-canary"), "port": 80, "weight": 0],
    ]
  }
}
