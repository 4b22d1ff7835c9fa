import APIMachinery
import JSON
import PhysicsResources
import Planning

/// The objects that carry weights, the operator's and the user's.
extension World {
  static func routing(_ router: String) -> JSONValue {
    switch router {
    case "GatewayAPI": ["router": "GatewayAPI", "gatewayAPI": ["parentRefs": [["name": "edge"]]]]
    case "User": ["router": "GatewayAPI", "gatewayAPI": ["routeName": "shop"]]
    case "Traefik": ["router": "Traefik", "traefik": ["serviceName": "shop"]]
    default: ["router": .string(router)]
    }
  }

  /// What the user has made before: a route with a rule of his own beside, and weights of another sum than ours.
  mutating func installRoutes() {
    let backends: JSONValue = [
      ["name": "api-stable", "port": 80, "weight": 1],
      ["name": "api-canary", "port": 80, "weight": 0],
    ]
    switch router {
    case "User":
      install(
        .httpRoutes,
        [
          "parentRefs": [["name": "edge"]],
          "rules": [
            [
              "matches": [["path": ["value": "/static"]]],
              "backendRefs": [["name": "files", "port": 80]],
            ], ["backendRefs": backends],
          ],
        ]
      )
    case "Traefik": install(.traefikServices, ["weighted": ["services": backends]])
    default: break
    }
  }

  private mutating func install(_ type: ResourceType, _ spec: JSONValue) {
    var object = APIObject(type, ObjectKey(namespace: "shop", name: "shop"))
    object.metadata["uid"] = "route-1"
    object.metadata["resourceVersion"] = "1"
    object.metadata["generation"] = 1
    object.json["spec"] = spec
    userRoutes.insert(object, as: type)
    routeWrittenAt = now
  }

  /// What carries the weights, with its type; `nil` without a router, and before it exists.
  var weightCarrier: (ResourceType, APIObject)? {
    let type: ResourceType = router == "Traefik" ? .traefikServices : .httpRoutes
    let object =
      router == "GatewayAPI"
      ? children.child(type, named: "api") : userRoutes.child(type, named: "shop")
    return object.map { (type, $0) }
  }

  /// Somebody else, or the gateway, changes it.
  mutating func changeRoute(_ change: (inout JSONValue) -> Void) {
    guard let (type, route) = weightCarrier else { return }
    var json = route.json
    change(&json)
    if router == "GatewayAPI" {
      replace(type, route.name, with: json)
    } else {
      rewrite(type, route.name, with: json)
    }
  }

  /// Somebody else writes weights of his own.
  mutating func setWeights(stable: Int, canary: Int) {
    changeRoute { json in
      for list in WeightCarrier.lists(in: APIObject(json)) {
        for (index, backend) in (json[JSONPointer(list)]?.arrayValue ?? []).enumerated() {
          let weight =
            backend["name"] == "api-stable"
            ? stable : backend["name"] == "api-canary" ? canary : nil
          let path = JSONPointer(list + [String(index), "weight"])
          if let weight { _ = json.set(.integer(Int64(weight)), at: path) }
        }
      }
    }
    routeWrittenAt = now
  }

  /// The weights of stable and canary after a write of something that carries them.
  func weights(after action: PlannedAction) -> [Int]? {
    guard [.httpRoutes, .traefikServices].contains(action.type) else { return nil }
    switch action.operation {
    case .create(let object, _), .apply(let object): return WeightCarrier.weights(of: object)
    case .patch(let patch, _):
      let present = userRoutes.child(action.type, named: action.key.name)
      let after = present.flatMap { try? patch.apply(to: $0.json) }
      return after.map { WeightCarrier.weights(of: APIObject($0)) }
    case .scale, .delete: return nil
    }
  }
}

/// Reads the weights of `api-stable` and `api-canary` out of whatever carries them.
enum WeightCarrier {
  static func lists(in object: APIObject) -> [[String]] {
    let rules = object.spec["rules"]?.arrayValue ?? []
    return object.spec["weighted"] != nil
      ? [["spec", "weighted", "services"]]
      : rules.indices.map { ["spec", "rules", String($0), "backendRefs"] }
  }

  /// Pair after pair.
  static func weights(of object: APIObject) -> [Int] {
    lists(in: object).flatMap { list -> [Int] in
      let backends = object.json[JSONPointer(list)]?.arrayValue ?? []
      return ["api-stable", "api-canary"].compactMap { name in
        backends.first { $0["name"]?.stringValue == name }.map { $0["weight"]?.intValue ?? 1 }
      }
    }
  }

  /// Of the first pair, in percent.
  static func share(of object: APIObject) -> Int {
    let weights = weights(of: object)
    guard weights.count >= 2, weights[0] + weights[1] > 0 else { return 0 }
    return weights[1] * 100 / (weights[0] + weights[1])
  }
}
