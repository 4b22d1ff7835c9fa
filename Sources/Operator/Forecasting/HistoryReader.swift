import APIMachinery
import Forecast
import JSON
import KubernetesClient
import MetricsSource
import PhysicsResources
import Planning
import Time

/// Reads a service's load of days gone by: from its check-point, and from Prometheus where the service is measured there.
struct HistoryReader: Sendable {
  let client: KubernetesClient
  let access: MetricsAccess

  func read(_ order: LearnOrder, at now: Timestamp) async -> LoadHistory {
    var history = LoadHistory()
    if let journal = order.journal {
      history.journal = await self.journal(journal, of: order.resource)
    }
    if order.backfills { history.backfill = await backfill(order.resource, before: now) }
    return history
  }

  private func journal(
    _ metadata: APIObject,
    of resource: PhysicsAPI
  ) async -> Result<ForecastRecord, HistoryProblem>? {
    do throws(APIError) {
      let object = try await client.get(.configMaps, metadata.key)
      guard ForecastJournal(of: resource).isOwn(object) else { return nil }
      return .success(ForecastRecord(data: object.json["data"] ?? [:]))
    } catch {
      return error.isNotFound ? nil : .failure(HistoryProblem("\(error)"))
    }
  }

  private func backfill(
    _ resource: PhysicsAPI,
    before now: Timestamp
  ) async -> Result<[LoadSample], HistoryProblem> {
    let metrics = resource.spec.metrics
    do throws(MetricsProblem) {
      let prometheus = PrometheusHistory(
        client: try await access.prometheus(of: resource, at: now),
        names: MetricsSource.MetricNames(metrics.names),
        excludedPaths: metrics.excludePaths,
        selector: metrics.prometheus.selector
      )
      return await read(prometheus, of: resource, before: now)
    } catch {
      return .failure(HistoryProblem("\(error)"))
    }
  }

  private func read(
    _ prometheus: PrometheusHistory,
    of resource: PhysicsAPI,
    before now: Timestamp
  ) async -> Result<[LoadSample], HistoryProblem> {
    do throws(PrometheusError) {
      let minutes = try await prometheus.read(
        service: resource.name,
        in: resource.namespace,
        last: SampleRing.fifteenDays,
        before: now
      )
      return .success(
        minutes.map { LoadSample(minute: $0.minute, requestsPerSecond: $0.requestsPerSecond) }
      )
    } catch {
      return .failure(HistoryProblem("\(error)"))
    }
  }
}
