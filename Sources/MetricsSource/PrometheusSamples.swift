package import Time

/// Reads what Prometheus scraped of pods, as raw samples.
///
/// Restarts, births of series and clipping are treated as for pods that we scrape ourselves. `increase()` would miss the first error of a new series, and its look-back would hide a scrape that died.
///
/// Guarantees: one result per pod, in their order; each reading has the time at which Prometheus took it. Series are found by the labels
/// `namespace` and `pod`.
package struct PrometheusSamples: Sendable {
  /// How far back samples are asked for; older ones say nothing of now.
  ///
  /// Scrapes at most a minute apart leave one in it at any time.
  package static let span = Duration.seconds(90)
  /// What Prometheus notes of each scrape, whether or not the pod has counted anything yet.
  static let scrapeMark = "up"

  private let client: PrometheusClient
  private let names: MetricNames
  private let excluded: ExcludedPaths
  /// Label matchers of the user's, without braces.
  private let selector: String

  package init(
    client: PrometheusClient,
    names: MetricNames,
    excluding excluded: ExcludedPaths,
    selector: String
  ) {
    self.client = client
    self.names = names
    self.excluded = excluded
    self.selector = selector
  }

  package func read(
    _ pods: [MeasuredPod],
    in namespace: String,
    at now: Timestamp
  ) async -> [ScrapeResult] {
    guard !pods.isEmpty else { return [] }
    do throws(PrometheusError) {
      let answer = try await client.query(query(pods, in: namespace), at: now)
      let series = try answer.series()
      return pods.map { result(of: $0, in: namespace, series) }
    } catch {
      return pods.map { pod in
        ScrapeResult(pod: pod.uid, attempt: Self.attempt(pod), failure: .prometheus(error))
      }
    }
  }

  /// `{__name__=~"up|http_requests_total",namespace="physics",pod=~"a|b",cluster="x"}[90s]`.
  private func query(_ pods: [MeasuredPod], in namespace: String) -> String {
    let matchers = [
      PromQLText.matcher("__name__", oneOf: [Self.scrapeMark] + names.all),
      PromQLText.matcher("namespace", namespace),
      PromQLText.matcher("pod", oneOf: pods.map(\.name)), selector,
    ]
    let all = matchers.filter { !$0.isEmpty }.joined(separator: ",")
    return "{\(all)}[\(Self.span.components.seconds)s]"
  }

  private func result(
    of pod: MeasuredPod,
    in namespace: String,
    _ series: [PrometheusValue.Series]
  ) -> ScrapeResult {
    let attempt = Self.attempt(pod)
    let samples = PodSamples(series.filter { $0["pod"] == pod.name }, names: names)
    do throws(ScrapeFailure) {
      let expositions = try samples.expositions()
      guard !expositions.isEmpty else {
        throw samples.isNotUp ? .notUp : .noSeries(selector: own(pod, in: namespace))
      }
      return ScrapeResult(
        pod: pod.uid,
        attempt: attempt,
        scrapes: try expositions.map { moment throws(ScrapeFailure) in try scrape(moment) },
        failure: samples.isNotUp ? .notUp : nil
      )
    } catch {
      return ScrapeResult(pod: pod.uid, attempt: attempt, failure: error)
    }
  }

  private func scrape(
    _ moment: (at: Timestamp, exposition: Exposition)
  ) throws(ScrapeFailure) -> PodScrape {
    do throws(PodScrape.ImpossibleCounter) {
      return try PodScrape(moment.exposition, at: moment.at, names: names, excluding: excluded)
    } catch {
      throw .impossible(error)
    }
  }

  private func own(_ pod: MeasuredPod, in namespace: String) -> String {
    let matchers = [
      PromQLText.matcher("namespace", namespace), PromQLText.matcher("pod", pod.name), selector,
    ]
    return matchers.filter { !$0.isEmpty }.joined(separator: ",")
  }

  private static func attempt(_ pod: MeasuredPod) -> String {
    "asking Prometheus about pod \(pod.name)"
  }
}
