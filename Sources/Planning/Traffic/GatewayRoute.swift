import APIMachinery
import JSON

/// Reads our HTTPRoute.
enum GatewayRoute {
  static func reading(of route: APIObject?, canaryService: String) -> RouteReading {
    guard let route else { return RouteReading(writtenWeight: 0, acceptedWeight: nil) }
    let backends = route.spec["rules"]?[0]?["backendRefs"]?.arrayValue ?? []
    let weight = share(of: canaryService, among: backends)
    return RouteReading(writtenWeight: weight, acceptedWeight: isAccepted(route) ? weight : nil)
  }

  /// Somebody else's weights need not sum to 100.
  private static func share(of service: String, among backends: [JSONValue]) -> Int {
    let weights = backends.map { ($0["name"]?.stringValue, $0["weight"]?.intValue ?? 1) }
    let total = weights.reduce(0) { $0 + $1.1 }
    let own = weights.filter { $0.0 == service }.reduce(0) { $0 + $1.1 }
    return total > 0 ? (own * 100 + total / 2) / total : 0
  }

  /// Every parent has taken this very generation, and found the Services behind it.
  private static func isAccepted(_ route: APIObject) -> Bool {
    let parents = route.status["parents"]?.arrayValue ?? []
    return !parents.isEmpty
      && parents.allSatisfy { parent in
        ["Accepted", "ResolvedRefs"].allSatisfy { type in
          parent["conditions"]?.arrayValue?.contains {
            $0["type"]?.stringValue == type && $0["status"]?.stringValue == "True"
              && ($0["observedGeneration"]?.intValue ?? 0) >= route.generation
          } ?? false
        }
      }
  }
}
