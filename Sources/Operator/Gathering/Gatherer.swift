import APIMachinery
import KubernetesClient
import MetricsSource
import PhysicsResources
import Planning
import Rollout
import Time
import Transport

/// The only reader: collects caches and metrics into one observation.
package struct Gatherer: Sendable {
  let caches: ObjectCaches
  let memories: ServiceMemories
  let capabilities: Capabilities
  let metrics: PodMetrics
  let clock: any WallClock

  func observe(_ resource: PhysicsAPI) async -> Observation {
    let now = clock.timestamp.wholeSeconds
    let memory = memories.memory(of: resource)
    // Scraping may take seconds: the world that decisions rest on is read after it.
    let pods = caches.children(.pods, of: resource.key)
    let readings = await metrics.read(resource, pods: pods, memory: memory, at: now)
    let children = children(of: resource.key)
    return Observation(
      now: now,
      resource: resource,
      children: children,
      configMaps: configMaps(of: resource),
      capabilities: capabilities,
      canaryEvidence: readings.canary,
      evidenceJournal: readings.journal,
      floorEvidence: readings.floor,
      refusals: memory.refusals
    )
  }

  private func children(of service: ObjectKey) -> ObservedChildren {
    var children = ObservedChildren()
    children.deployments = caches.children(.deployments, of: service)
    children.services = caches.children(.services, of: service)
    children.autoscalers = caches.children(.horizontalPodAutoscalers, of: service)
    children.disruptionBudgets = caches.children(.podDisruptionBudgets, of: service)
    children.controllerRevisions = caches.children(.controllerRevisions, of: service)
    children.configMapCopies = caches.children(.configMaps, of: service)
    children.routes = caches.children(.httpRoutes, of: service)
    children.ingresses = caches.children(.ingresses, of: service)
    children.endpointSlices = caches.children(.endpointSlices, of: service)
    children.pods = caches.children(.pods, of: service)
    return children
  }

  private func configMaps(of resource: PhysicsAPI) -> [String: ConfigMapContent] {
    let names = ConfigMapReferences.names(in: resource.spec.workload)
    let contents = names.map { name in
      let key = ObjectKey(namespace: resource.namespace, name: name)
      return (name, caches.object(.configMaps, key).map(ConfigMapContent.found) ?? .missing)
    }
    return Dictionary(uniqueKeysWithValues: contents)
  }
}
