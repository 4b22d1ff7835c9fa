import APIMachinery
import JSON
import PhysicsResources

/// A PhysicsAPI as the history shows it.
struct RecordedService: Sendable {
  let key: ObjectKey
  let uid: String
  private(set) var generation = 0
  private(set) var isBeingDeleted = false
  private(set) var spec = PhysicsAPISpec()
  private(set) var status = PhysicsAPIStatus()
  private(set) var annotations: JSONObject = [:]
  private var specGeneration = -1
  private var statusJSON = JSONValue.null

  init(_ object: APIObject) {
    key = object.key
    uid = object.uid
    refresh(object)
  }

  /// A spec that cannot be read leaves the last one in force.
  mutating func refresh(_ object: APIObject) {
    generation = object.generation
    annotations = object.annotations
    isBeingDeleted = object.isBeingDeleted
    if specGeneration != generation, let resource = try? PhysicsAPI(object: object) {
      spec = resource.spec
      specGeneration = generation
    }
    if object.status != statusJSON {
      statusJSON = object.status
      status = PhysicsAPIStatus(json: object.status)
    }
  }

  /// A child, by what its name has behind the service's.
  func child(_ suffix: String) -> ObjectKey {
    ObjectKey(namespace: key.namespace, name: key.name + suffix)
  }

  /// What splits its traffic; `nil` where the number of pods does.
  var splitter: (type: ResourceType, key: ObjectKey)? {
    let routing = spec.routing
    switch routing.router {
    case .none:
      return nil
    case .gatewayAPI:
      let name = routing.gatewayAPI.routeName
      return (.httpRoutes, name.isEmpty ? key : ObjectKey(namespace: key.namespace, name: name))
    case .traefik:
      return (
        .traefikServices, ObjectKey(namespace: key.namespace, name: routing.traefik.serviceName)
      )
    }
  }

  func isSplit(by type: ResourceType, _ object: ObjectKey) -> Bool {
    guard let splitter else { return type == .services && object == key }
    return splitter.type == type && splitter.key == object
  }

  /// Whether the splitter is a user's, of whose fields only the weights are ours.
  var hasForeignSplitter: Bool {
    spec.routing.router == .traefik
      || (spec.routing.router == .gatewayAPI && !spec.routing.gatewayAPI.routeName.isEmpty)
  }

  /// Whether a revision is on trial.
  var isInFlight: Bool {
    switch status.phase {
    case .progressing, .baking, .rollingBack: true
    case .paused: status.canary != nil
    case .initializing, .steady, .promoting, .rolledBack, .degraded, .none: false
    }
  }
}
