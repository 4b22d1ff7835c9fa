import APIMachinery
import KubernetesClient
import MetricsSource
import PhysicsResources
import Rollout
import Time
import Transport

/// Carries out an order: asks the pods or Prometheus, and the user's queries beside them.
struct MetricsReader: Sendable {
  let client: KubernetesClient
  let access: MetricsAccess
  /// Whether pods can be reached by their own addresses.
  let isInCluster: Bool

  func read(_ order: MetricsOrder, at now: Timestamp) async -> MetricsHarvest {
    async let queries = queries(order, at: now)
    var harvest = MetricsHarvest(
      at: now,
      origin: order.resource.spec.metrics.source,
      isLoadSample: order.isLoadSample
    )
    do throws(MetricsProblem) {
      harvest.results = try await samples(order, at: now)
    } catch {
      harvest.problem = "\(error)"
    }
    harvest.queries = await queries
    return harvest
  }

  private func samples(
    _ order: MetricsOrder,
    at now: Timestamp
  ) async throws(MetricsProblem) -> [ScrapeResult] {
    guard !order.pods.isEmpty else { return [] }
    let metrics = order.resource.spec.metrics
    let excluded: ExcludedPaths
    do throws(ExcludedPaths.InvalidPattern) {
      excluded = try ExcludedPaths(metrics.excludePaths)
    } catch {
      throw MetricsProblem("\(error)")
    }
    let names = MetricsSource.MetricNames(metrics.names)
    switch metrics.source {
    case .pods:
      return try await scrape(order, names, excluded, at: now)
    case .prometheus:
      let samples = PrometheusSamples(
        client: try await access.prometheus(of: order.resource, at: now),
        names: names,
        excluding: excluded,
        selector: metrics.prometheus.selector
      )
      let pods = order.pods.map { MeasuredPod(uid: $0.uid, name: $0.name) }
      return await samples.read(pods, in: order.resource.namespace, at: now)
    }
  }

  private func scrape(
    _ order: MetricsOrder,
    _ names: MetricsSource.MetricNames,
    _ excluded: ExcludedPaths,
    at now: Timestamp
  ) async throws(MetricsProblem) -> [ScrapeResult] {
    let address = PodAddress(order.resource.spec, isInCluster: isInCluster)
    let transport =
      address.goesThroughAPIServer
      ? client.transport : try await access.pods(of: order.resource, at: now)
    let scraper = PodScraper(transport: transport, names: names, excluding: excluded)
    return await scraper.scrape(await targets(order.pods, at: address), at: now)
  }

  private func targets(_ pods: [APIObject], at address: PodAddress) async -> [ScrapeTarget] {
    guard address.goesThroughAPIServer else { return pods.compactMap(address.direct) }
    var headers = HTTPHeaders()
    headers["Authorization"] = try? await client.authorization()
    return pods.map { address.proxied($0, by: client, headers: headers) }
  }

  private func queries(_ order: MetricsOrder, at now: Timestamp) async -> [QueryReading]? {
    guard let variables = order.variables else { return nil }
    let specs = order.resource.spec.rollout.analysis.queries
    do throws(MetricsProblem) {
      let prometheus = try await access.prometheus(of: order.resource, at: now)
      let queries = specs.map { QueryRunner.Query(name: $0.name, promQL: $0.promQL) }
      return await QueryRunner(client: prometheus).run(queries, with: variables, at: now)
        .map(QueryReading.init)
    } catch {
      return specs.map { QueryReading($0.name, .unreadable("\(error)")) }
    }
  }
}

extension QueryReading {
  fileprivate init(_ reading: QueryRunner.Reading) {
    switch reading.value {
    case .success(let value): self.init(reading.name, .value(value))
    case .failure(let error):
      self.init(reading.name, error.isOfTheQuery ? .invalid("\(error)") : .unreadable("\(error)"))
    }
  }
}

extension PrometheusError {
  /// Whether nothing but another query mends it.
  fileprivate var isOfTheQuery: Bool {
    switch self {
    case .refused(let kind, _): kind == "bad_data" || kind == "execution"
    case .manySeries, .notAValue, .unknownVariable: true
    case .transfer, .status, .malformed, .noData, .notANumber, .partial, .noPods: false
    }
  }
}

extension MetricsSource.MetricNames {
  init(_ names: PhysicsResources.MetricNames) {
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
