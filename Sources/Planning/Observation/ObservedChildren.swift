package import APIMachinery

/// The objects around one resource as the caches know them, each list in the order of the keys.
package struct ObservedChildren: Hashable, Sendable {
  package var deployments: [APIObject] = []
  package var services: [APIObject] = []
  package var autoscalers: [APIObject] = []
  package var disruptionBudgets: [APIObject] = []
  package var controllerRevisions: [APIObject] = []
  package var configMapCopies: [APIObject] = []
  package var routes: [APIObject] = []
  package var traefikServices: [APIObject] = []
  package var ingresses: [APIObject] = []
  package var endpointSlices: [APIObject] = []
  package var pods: [APIObject] = []

  package init() {}

  /// The child of a type with a name.
  package func child(_ type: ResourceType, named name: String) -> APIObject? {
    list(of: type).first { $0.name == name }
  }

  /// Adds an object to the list of its type; a type that has no list is ignored.
  package mutating func insert(_ object: APIObject, as type: ResourceType) {
    switch type {
    case .deployments: deployments.append(object)
    case .services: services.append(object)
    case .horizontalPodAutoscalers: autoscalers.append(object)
    case .podDisruptionBudgets: disruptionBudgets.append(object)
    case .controllerRevisions: controllerRevisions.append(object)
    case .configMaps: configMapCopies.append(object)
    case .httpRoutes: routes.append(object)
    case .traefikServices: traefikServices.append(object)
    case .ingresses: ingresses.append(object)
    case .endpointSlices: endpointSlices.append(object)
    case .pods: pods.append(object)
    default: break
    }
  }

  package func list(of type: ResourceType) -> [APIObject] {
    switch type {
    case .deployments: deployments
    case .services: services
    case .horizontalPodAutoscalers: autoscalers
    case .podDisruptionBudgets: disruptionBudgets
    case .controllerRevisions: controllerRevisions
    case .configMaps: configMapCopies
    case .httpRoutes: routes
    case .traefikServices: traefikServices
    case .ingresses: ingresses
    case .endpointSlices: endpointSlices
    case .pods: pods
    default: []
    }
  }

  /// Those that fulfil a condition, in the same order.
  func filter(_ isIncluded: (APIObject) -> Bool) -> ObservedChildren {
    var filtered = ObservedChildren()
    for type in Self.types {
      for object in list(of: type) where isIncluded(object) { filtered.insert(object, as: type) }
    }
    return filtered
  }

  /// These and, after them, the others.
  func merging(_ others: ObservedChildren) -> ObservedChildren {
    var merged = self
    for type in Self.types {
      for object in others.list(of: type) { merged.insert(object, as: type) }
    }
    return merged
  }

  private static let types: [ResourceType] = [
    .deployments, .services, .horizontalPodAutoscalers, .podDisruptionBudgets,
    .controllerRevisions, .configMaps, .httpRoutes, .traefikServices, .ingresses, .endpointSlices,
    .pods,
  ]
}
