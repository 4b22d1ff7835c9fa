import APIMachinery
package import KubernetesClient
import MetricsSource
import PhysicsResources
import Planning
import Rollout
import Time
package import Transport

/// Scrapes the pods that this pass needs, and feeds what they say to the evidence and to the load history.
package struct PodMetrics: Sendable {
  let client: KubernetesClient
  /// For pods at their own addresses.
  let transport: any HTTPTransport
  /// Whether pods can be reached by their own addresses.
  let isInCluster: Bool

  package init(client: KubernetesClient, transport: any HTTPTransport, isInCluster: Bool) {
    self.client = client
    self.transport = transport
    self.isInCluster = isInCluster
  }

  func read(
    _ resource: PhysicsAPI,
    pods: [APIObject],
    memory: ServiceMemory,
    at now: Timestamp
  ) async -> MetricsReadings {
    let load = LoadSampler(resource: resource, memory: memory, now: now)
    let canary = CanaryWatch(resource: resource, memory: memory, now: now)
    let wanted = load.isDue ? pods : canary.pods(among: pods)
    let results = await scrape(ServingPods.of(wanted), of: resource, at: now)
    let evidence = canary.read(results, pods: pods)
    await load.sample(results, pods: pods)
    return MetricsReadings(
      canary: evidence.verdictInput,
      journal: evidence.journal,
      floor: load.floorEvidence(pods: pods)
    )
  }

  private func scrape(
    _ pods: [APIObject],
    of resource: PhysicsAPI,
    at now: Timestamp
  ) async -> [ScrapeResult] {
    guard !pods.isEmpty else { return [] }
    let address = PodAddress(resource.spec, isInCluster: isInCluster)
    let targets = await targets(pods, at: address)
    let names = MetricsSource.MetricNames(resource.spec.metrics.names)
    guard let excluded = try? ExcludedPaths(resource.spec.metrics.excludePaths) else { return [] }
    let scraper = PodScraper(
      transport: address.goesThroughAPIServer ? client.transport : transport,
      names: names,
      excluding: excluded
    )
    return await scraper.scrape(targets, at: now)
  }

  private func targets(_ pods: [APIObject], at address: PodAddress) async -> [ScrapeTarget] {
    guard address.goesThroughAPIServer else { return pods.compactMap(address.direct) }
    var headers = HTTPHeaders()
    headers["Authorization"] = try? await client.authorization()
    return pods.map { address.proxied($0, by: client, headers: headers) }
  }
}

extension MetricsSource.MetricNames {
  fileprivate init(_ names: PhysicsResources.MetricNames) {
    self.init()
    requestsTotal = names.requestsTotal
    statusLabel = names.statusLabel
    pathLabel = names.pathLabel
    durationBuckets = names.durationBuckets
    cpuSeconds = names.cpuSeconds
    memoryBytes = names.memoryBytes
    gpuPercent = names.gpuPercent
    queueDepth = names.queueDepth
  }
}
