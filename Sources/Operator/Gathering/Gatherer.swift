import APIMachinery
import ControllerRuntime
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
  let capabilities: CapabilityWatch
  let contents: ConfigMapContents
  let secrets: TrackedSecrets
  let namesakeFinder: NamesakeFinder
  let metrics: PodMetrics
  let clock: any WallClock

  func observe(_ resource: PhysicsAPI) async -> Observation {
    let now = clock.timestamp.wholeSeconds
    let memory = memories.memory(of: resource)
    let pods = caches.children(.pods, of: resource.key)
    let readings = metrics.read(
      resource,
      pods: pods,
      journal: journal(of: resource),
      memory: memory,
      at: now
    )
    let configMaps = await configMaps(of: resource)
    let secrets = await secrets(of: resource)
    let namesakes = await namesakeFinder.namesakes(of: resource, memory)
    let children = children(of: resource.key)
    return Observation(
      now: now,
      resource: resource,
      children: children,
      namesakes: namesakes,
      userRoutes: userRoutes(RouteReference.all(of: resource), in: resource.namespace),
      configMaps: configMaps,
      secrets: secrets,
      capabilities: usable,
      evidence: readings.rollout.canary,
      stableEvidence: readings.rollout.stable,
      isStableAwaited: readings.rollout.isStableAwaited,
      measuredShare: readings.rollout.share,
      canaryIsSilent: readings.rollout.isSilent,
      evidenceJournal: readings.rollout.journal,
      metricsOrderedAt: readings.orderedAt,
      floorEvidence: readings.floor,
      forecast: readings.forecast,
      refusals: memory.refusals
    )
  }

  /// The check-point of a service's load, as far as the cache shows it: its metadata.
  func journal(of resource: PhysicsAPI) -> APIObject? {
    caches.object(.configMaps, ForecastJournal(of: resource).key)
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

  /// What the server serves and the caches show: a route must not be made anew because it was not read yet.
  private var usable: Capabilities {
    var capabilities = capabilities.current
    if caches.informer(of: .httpRoutes)?.hasSynced != true { capabilities.hasGatewayAPI = false }
    if caches.informer(of: .traefikServices)?.hasSynced != true { capabilities.hasTraefik = false }
    return capabilities
  }

  /// The user's routes, as the caches know them.
  func userRoutes(_ references: [RouteReference], in namespace: String) -> ObservedChildren {
    var routes = ObservedChildren()
    for reference in references {
      let key = ObjectKey(namespace: namespace, name: reference.name)
      if let route = caches.object(reference.type, key) {
        routes.insert(route, as: reference.type)
      }
    }
    return routes
  }

  private func configMaps(of resource: PhysicsAPI) async -> [String: ConfigMapContent] {
    var contents: [String: ConfigMapContent] = [:]
    for name in ConfigMapReferences.names(in: resource.spec.workload) + lostOriginals(of: resource)
    {
      let key = ObjectKey(namespace: resource.namespace, name: name)
      let metadata = caches.object(.configMaps, key)
      contents[name] = await self.contents.content(of: key, metadata: metadata)
    }
    return contents
  }

  private func secrets(of resource: PhysicsAPI) async -> [String: SecretContent] {
    var contents: [String: SecretContent] = [:]
    for name in Set(resource.spec.workload.trackSecrets).sorted() {
      let key = ObjectKey(namespace: resource.namespace, name: name)
      contents[name] = await secrets.content(of: key, for: resource.uid)
    }
    return contents
  }

  /// The sources of copies that somebody has deleted.
  private func lostOriginals(of resource: PhysicsAPI) -> [String] {
    var children = ObservedChildren()
    children.controllerRevisions = caches.children(.controllerRevisions, of: resource.key)
    children.configMapCopies = caches.children(.configMaps, of: resource.key)
    return LostCopies.originals(of: resource, in: children)
  }
}
