import JSON
import APIMachinery
import KubernetesClient
import PhysicsResources
import Operator
import Planning

/// What a plan is compared with: nothing, a folder of dumped objects, or a cluster.
struct ObservedWorld {
  let objects: [APIObject]
  let capabilities: Capabilities
  /// Whether a ConfigMap that is not here does not exist, rather than is not known.
  let isComplete: Bool

  /// No cluster: everything is assumed to be offered.
  static let none = ObservedWorld(
    objects: [],
    capabilities: Capabilities(hasGatewayAPI: true, hasCustomMetrics: true, hasTraefik: true),
    isComplete: false
  )

  static func folder(_ path: String) throws -> ObservedWorld {
    let objects = try Files.documents(at: path).flatMap { try PlanInput.objects(in: $0) }
    return ObservedWorld(
      objects: objects,
      capabilities: Capabilities(hasGatewayAPI: true, hasCustomMetrics: false, hasTraefik: true),
      isComplete: true
    )
  }

  static func cluster(
    _ client: KubernetesClient,
    namespaces: [String]
  ) async throws -> ObservedWorld {
    let capabilities = try await Discovery(client: client).capabilities()
    var objects: [APIObject] = []
    for namespace in namespaces {
      for type in Self.types where isServed(type, capabilities) {
        objects += try await all(type, in: namespace, client)
      }
    }
    return ObservedWorld(objects: objects, capabilities: capabilities, isComplete: true)
  }

  private static func isServed(_ type: ResourceType, _ capabilities: Capabilities) -> Bool {
    switch type {
    case .httpRoutes: capabilities.hasGatewayAPI
    case .traefikServices: capabilities.hasTraefik
    default: true
    }
  }

  /// In pages that stay within what one answer may have, also where each ConfigMap has a mebibyte.
  private static func all(
    _ type: ResourceType,
    in namespace: String,
    _ client: KubernetesClient
  ) async throws(APIError) -> [APIObject] {
    var objects: [APIObject] = []
    var options = ListOptions(limit: type == .configMaps ? 25 : 250)
    repeat {
      let page = try await client.list(type, ResourceSelection(namespace: namespace), options)
      objects += page.items
      options.continueToken = page.continueToken
    } while options.continueToken != nil
    return objects
  }

  static let types: [ResourceType] = [
    .physicsAPIs, .deployments, .services, .horizontalPodAutoscalers, .podDisruptionBudgets,
    .controllerRevisions, .configMaps, .httpRoutes, .traefikServices, .ingresses, .endpointSlices,
    .pods,
  ]

  func object(_ type: ResourceType, _ key: ObjectKey) -> APIObject? {
    objects.first { $0.kind == type.kind && $0.key == key }
  }

  func children(of service: ObjectKey) -> ObservedChildren {
    related(to: service) { $0 == service.name }
  }

  /// The routes of the user's that a resource names.
  func userRoutes(of resource: PhysicsAPI) -> ObservedChildren {
    var routes = ObservedChildren()
    for reference in RouteReference.all(of: resource) {
      let key = ObjectKey(namespace: resource.namespace, name: reference.name)
      if let route = object(reference.type, key) { routes.insert(route, as: reference.type) }
    }
    return routes
  }

  /// What may have the name of a child without being one.
  func namesakes(of service: ObjectKey) -> ObservedChildren {
    related(to: service) { $0 != service.name }
  }

  private func related(
    to service: ObjectKey,
    where isWanted: (_ label: String?) -> Bool
  ) -> ObservedChildren {
    var observed = ObservedChildren()
    for type in Self.types where type != .physicsAPIs {
      let found = objects.filter {
        $0.kind == type.kind && $0.namespace == service.namespace
          && isWanted($0.label(Keys.service))
      }
      for object in found.sorted(by: { $0.key < $1.key }) { observed.insert(object, as: type) }
    }
    return observed
  }
}
