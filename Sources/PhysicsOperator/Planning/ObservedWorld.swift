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
    capabilities: Capabilities(hasGatewayAPI: true, hasCustomMetrics: true),
    isComplete: false
  )

  static func folder(_ path: String) throws -> ObservedWorld {
    let objects = try Files.documents(at: path).flatMap { try PlanInput.objects(in: $0) }
    return ObservedWorld(
      objects: objects,
      capabilities: Capabilities(hasGatewayAPI: true, hasCustomMetrics: false),
      isComplete: true
    )
  }

  static func cluster(_ client: KubernetesClient, namespace: String) async throws -> ObservedWorld {
    let capabilities = try await Discovery(client: client).capabilities()
    var objects: [APIObject] = []
    for type in Self.types where type != .httpRoutes || capabilities.hasGatewayAPI {
      objects += try await client.list(type, ResourceSelection(namespace: namespace)).items
        .map { named($0, as: type) }
    }
    return ObservedWorld(objects: objects, capabilities: capabilities, isComplete: true)
  }

  /// Items of a list do not name their own kind.
  private static func named(_ object: APIObject, as type: ResourceType) -> APIObject {
    var object = object
    object.json["apiVersion"] = .string(type.apiVersion)
    object.json["kind"] = .string(type.kind)
    return object
  }

  static let types: [ResourceType] = [
    .physicsAPIs, .deployments, .services, .horizontalPodAutoscalers, .podDisruptionBudgets,
    .controllerRevisions, .configMaps, .httpRoutes, .ingresses, .endpointSlices, .pods,
  ]

  func object(_ type: ResourceType, _ key: ObjectKey) -> APIObject? {
    objects.first { $0.kind == type.kind && $0.key == key }
  }

  func children(of service: ObjectKey) -> ObservedChildren {
    func children(_ type: ResourceType) -> [APIObject] {
      objects.filter {
        $0.kind == type.kind && $0.namespace == service.namespace
          && $0.label(Keys.service) == service.name
      }.sorted { $0.key < $1.key }
    }
    var observed = ObservedChildren()
    observed.deployments = children(.deployments)
    observed.services = children(.services)
    observed.autoscalers = children(.horizontalPodAutoscalers)
    observed.disruptionBudgets = children(.podDisruptionBudgets)
    observed.controllerRevisions = children(.controllerRevisions)
    observed.configMapCopies = children(.configMaps)
    observed.routes = children(.httpRoutes)
    observed.ingresses = children(.ingresses)
    observed.endpointSlices = children(.endpointSlices)
    observed.pods = children(.pods)
    return observed
  }
}
