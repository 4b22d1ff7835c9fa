import APIMachinery
import Forecast
import MetricsSource
import Time

/// One reading of all pods of a service.
struct LoadReading: Sendable {
  /// By UID.
  let scrapes: [String: PodScrape]
  let minute: Int
  private let order: [String]
  /// Since when each pod that serves is ready, by UID.
  private let readySince: [String: Timestamp]
  private let requested: PodRequests

  /// - Parameter serving: the pods that get requests.
  init(_ harvest: MetricsHarvest, serving: [APIObject], requested: PodRequests, minute: Int) {
    let read = harvest.results.compactMap { result in result.scrape.map { (result.pod, $0) } }
    scrapes = Dictionary(read) { _, later in later }
    order = read.map(\.0)
    let since = serving.compactMap { pod in PodReadiness.since(pod).map { (pod.uid, $0) } }
    readySince = Dictionary(since) { first, _ in first }
    self.requested = requested
    self.minute = minute
  }

  /// The load since the reading before; `nil` when too few pods answered to tell.
  func sample(
    after before: [String: PodScrape],
    at beforeAt: Timestamp?,
    longestInterval: Duration
  ) -> LoadSample? {
    let activities = order.compactMap { pod -> PodActivity? in
      guard let scrape = scrapes[pod] else { return nil }
      let base = before[pod] ?? birth(of: pod, after: beforeAt)
      return base.flatMap { PodActivity(from: $0, to: scrape) }
    }.filter { $0.elapsed <= longestInterval }
    guard !activities.isEmpty, activities.count * 2 >= readySince.count else { return nil }
    return LoadSample(
      minute: minute,
      activities: activities,
      gauges: order.compactMap { scrapes[$0] },
      requested: requested,
      pods: readySince.count
    )
  }

  /// A pod that became ready since the reading before has counted from zero: all that it served is of this minute.
  private func birth(of pod: String, after beforeAt: Timestamp?) -> PodScrape? {
    guard let beforeAt, let since = readySince[pod], since >= beforeAt else { return nil }
    return PodScrape(at: beforeAt, requests: .zero, cpuSeconds: 0)
  }
}
