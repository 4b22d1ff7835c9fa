import APIMachinery

extension ObservedChildren {
  mutating func replace(_ object: APIObject, in type: ResourceType) {
    change(type) { objects in
      if let index = objects.firstIndex(where: { $0.name == object.name }) {
        objects[index] = object
      }
    }
  }

  mutating func remove(_ name: String, from type: ResourceType) {
    change(type) { objects in objects.removeAll { $0.name == name } }
  }

  /// The whole list of a type, through the one place that knows which list that is.
  private mutating func change(_ type: ResourceType, _ body: (inout [APIObject]) -> Void) {
    var objects = list(of: type)
    body(&objects)
    empty(type)
    for object in objects { insert(object, as: type) }
  }

  private mutating func empty(_ type: ResourceType) {
    switch type {
    case .deployments: deployments = []
    case .services: services = []
    case .horizontalPodAutoscalers: autoscalers = []
    case .podDisruptionBudgets: disruptionBudgets = []
    case .controllerRevisions: controllerRevisions = []
    case .configMaps: configMapCopies = []
    case .httpRoutes: routes = []
    case .traefikServices: traefikServices = []
    case .ingresses: ingresses = []
    case .endpointSlices: endpointSlices = []
    case .pods: pods = []
    default: break
    }
  }
}
