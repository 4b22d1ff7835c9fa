package import Time

/// Requests and errors of a revision's pods: the evidence behind an error-rate verdict.
package typealias RequestEvidence = CounterEvidence<RequestCounters>

extension RequestEvidence {
  /// Takes the request counters of a scrape; a pod that does not know the metric adds nothing.
  package mutating func add(_ scrape: PodScrape, of pod: String, startedAt: Timestamp? = nil) {
    guard let requests = scrape.requests else { return }
    add(requests, of: pod, at: scrape.at, startedAt: startedAt)
  }
}
