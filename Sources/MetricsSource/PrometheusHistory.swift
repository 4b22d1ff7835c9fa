package import Time

/// Reads a service's request rate of days gone by, minute by minute, from what Prometheus has kept.
///
/// Pods of that time are long gone, so they are told by their names: those of a service's Deployments are `<service>-<revision>-…`. Another
/// service's never match: a matcher speaks of the whole name, and a revision has eight hexadecimal digits.
package struct PrometheusHistory: Sendable {
  /// The rate of one minute; `minute` counts from the Unix epoch.
  package struct Minute: Hashable, Sendable {
    package let minute: Int
    package let requestsPerSecond: Double

    package init(minute: Int, requestsPerSecond: Double) {
      self.minute = minute
      self.requestsPerSecond = requestsPerSecond
    }
  }

  /// Prometheus refuses more than 11,000 points of a series.
  static let pageMinutes = 10_800
  /// Two scrapes a minute apart are in it at any time.
  private static let window = "2m"

  private let client: PrometheusClient
  private let names: MetricNames
  private let excludedPaths: [String]
  /// Label matchers of the user's, without braces.
  private let selector: String

  package init(
    client: PrometheusClient,
    names: MetricNames,
    excludedPaths: [String],
    selector: String
  ) {
    self.client = client
    self.names = names
    self.excludedPaths = excludedPaths
    self.selector = selector
  }

  /// The last `minutes` before `now`, oldest first; minutes that Prometheus does not know are left out.
  package func read(
    service: String,
    in namespace: String,
    last minutes: Int,
    before now: Timestamp
  ) async throws(PrometheusError) -> [Minute] {
    let query = query(service: service, in: namespace)
    let last = Int(now.epochSeconds / 60)
    var first = last - minutes + 1
    var history: [Minute] = []
    while first <= last {
      let end = min(last, first + Self.pageMinutes - 1)
      let answer = try await client.query(
        query,
        from: Timestamp(epochSeconds: Int64(first) * 60),
        to: Timestamp(epochSeconds: Int64(end) * 60),
        step: .seconds(60)
      )
      history += Self.minutes(of: try answer.series())
      first = end + 1
    }
    return history
  }

  /// `sum(rate(http_requests_total{namespace="shop",pod=~"api-…",handler!~".*(?:^/health).*"}[2m]))`.
  func query(service: String, in namespace: String) -> String {
    let pods = "\(PromQLText.alternatives(of: [service]))-[0-9a-f]{8}-[0-9a-z]+-[0-9a-z]{5}"
    var matchers = [
      PromQLText.matcher("namespace", namespace), PromQLText.matcher("pod", matching: pods),
    ]
    if !names.pathLabel.isEmpty {
      // A pattern is searched for anywhere in a path, and a matcher means all of it.
      matchers += excludedPaths.map {
        PromQLText.matcher(names.pathLabel, notMatching: ".*(?:\($0)).*")
      }
    }
    let all = (matchers + [selector]).filter { !$0.isEmpty }.joined(separator: ",")
    return "sum(rate(\(names.requestsTotal){\(all)}[\(Self.window)]))"
  }

  /// A rate at the full minute is that of the minutes before it.
  private static func minutes(of series: [PrometheusValue.Series]) -> [Minute] {
    (series.first?.points ?? []).compactMap { point in
      guard point.value.isFinite, point.value >= 0 else { return nil }
      let minute = Int(point.at.epochSeconds / 60) - 1
      return Minute(minute: minute, requestsPerSecond: point.value)
    }
  }
}
