package import Time

/// Requests and errors of a revision's pods: the evidence behind an error-rate verdict.
package typealias RequestEvidence = CounterEvidence<RequestCounters>

/// Durations of a revision's requests: the evidence behind a latency verdict.
package typealias LatencyEvidence = CounterEvidence<DurationHistogram>

extension RequestEvidence {
  /// Takes the request counters of a scrape; a pod that does not know the metric adds nothing.
  package mutating func add(_ scrape: PodScrape, of pod: String, startedAt: Timestamp? = nil) {
    guard let requests = scrape.requests else { return }
    add(requests, of: pod, at: scrape.at, startedAt: startedAt)
  }
}

extension LatencyEvidence {
  /// Takes the duration histogram of a scrape; a pod without one adds nothing.
  package mutating func add(_ scrape: PodScrape, of pod: String, startedAt: Timestamp? = nil) {
    guard let durations = scrape.durations else { return }
    add(durations, of: pod, at: scrape.at, startedAt: startedAt)
  }
}
