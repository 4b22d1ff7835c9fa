import PhysicsResources
import APIMachinery
import JSON

/// The objects of a scenario as its user would write them: times short enough to play hundreds of rollouts.
struct ScenarioManifest {
  static let key = ObjectKey(namespace: "default", name: "physics")

  let router: ScenarioRouter
  let tag: String
  /// Replaces fields of the spec, by their path.
  let edits: [SpecEdit]

  /// `spec.field.field` with its value; `nil` removes it.
  struct SpecEdit: Sendable {
    let path: [String]
    let value: JSONValue?
  }

  var object: APIObject {
    var object = APIObject(.physicsAPIs, Self.key)
    object.json["spec"] = spec
    return object
  }

  private var spec: JSONValue {
    var spec: JSONValue = [
      "workload": ["image": .string("ghcr.io/myorg/physics:\(tag)")],
      "routing": router.routing, "scaling": ["minReplicas": 3, "maxReplicas": 12],
      "rollout": [
        "steps": [
          ["weight": 10, "hold": "60s"], ["weight": 25, "hold": "45s"],
          ["weight": 50, "hold": "45s"],
        ],
        "bake": "60s", "drain": "30s", "warmup": "10s", "progressDeadline": "180s",
        "analysis": [
          "interval": "15s", "window": "60s", "minimumRequests": 30,
          "insufficientTimeout": "120s",
        ],
      ],
    ]
    for edit in edits { spec.set(edit.value, at: edit.path[...]) }
    return spec
  }

  /// What must be there beside the PhysicsAPI.
  var others: [(ResourceType, APIObject)] {
    switch router {
    case .none, .gatewayAPI: []
    case .usersRoute: [(.httpRoutes, usersRoute)]
    case .traefik: [(.traefikServices, traefikService)]
    }
  }

  private var pair: JSONValue {
    let name = Self.key.name
    return [
      ["name": .string("\(name)-stable"), "port": 80, "weight": 100],
      ["name": .string("\(name)-canary"), "port": 80, "weight": 0],
    ]
  }

  /// Two rules with the pair.
  private var usersRoute: APIObject {
    var route = APIObject(
      .httpRoutes,
      ObjectKey(namespace: Self.key.namespace, name: ScenarioRouter.foreignName)
    )
    route.json["spec"] = [
      "parentRefs": [["name": "public"]],
      "rules": [
        [
          "matches": [["path": ["type": "PathPrefix", "value": "/predict"]]],
          "backendRefs": pair,
        ],
        ["matches": [["path": ["type": "PathPrefix", "value": "/"]]], "backendRefs": pair],
      ],
    ]
    return route
  }

  private var traefikService: APIObject {
    var service = APIObject(
      .traefikServices,
      ObjectKey(namespace: Self.key.namespace, name: ScenarioRouter.foreignName)
    )
    service.json["spec"] = ["weighted": ["services": pair]]
    return service
  }
}

extension JSONValue {
  /// Puts a value at a path of object fields, or takes it away.
  mutating func set(_ value: JSONValue?, at path: ArraySlice<String>) {
    guard let field = path.first else { return }
    guard path.count > 1 else {
      self[field] = value
      return
    }
    var inner = self[field] ?? [:]
    inner.set(value, at: path.dropFirst())
    self[field] = inner
  }
}
