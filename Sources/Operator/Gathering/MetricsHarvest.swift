import MetricsSource
import PhysicsResources
import Rollout
import Time

/// What became of an order.
struct MetricsHarvest: Sendable {
  /// When the reading began.
  let at: Timestamp
  let origin: MetricsOrigin
  var results: [ScrapeResult] = []
  /// `nil` when none was asked.
  var queries: [QueryReading]?
  /// Why nobody could be asked at all.
  var problem: String?
  let isLoadSample: Bool
}

extension MetricsOrigin {
  /// Readings older than this say nothing of now: three scrapes of ours; Prometheus may scrape once a minute.
  var freshness: Duration {
    switch self {
    case .pods: .seconds(30)
    case .prometheus: PrometheusSamples.span
    }
  }
}
