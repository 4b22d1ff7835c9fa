/// What became of one pod.
package struct ScrapeResult: Hashable, Sendable {
  /// What the caller knows the pod by, usually its uid.
  package let pod: String
  /// What was done, for sentences: `scraping http://10.0.0.7:8000/metrics`.
  package let attempt: String
  /// Readings, oldest first: one of a pod that was scraped, several where Prometheus keeps them.
  package let scrapes: [PodScrape]
  /// Why there is none, or none that is new.
  package let failure: ScrapeFailure?

  package init(
    pod: String,
    attempt: String,
    scrapes: [PodScrape] = [],
    failure: ScrapeFailure? = nil
  ) {
    self.pod = pod
    self.attempt = attempt
    self.scrapes = scrapes
    self.failure = failure
  }

  /// The latest reading.
  package var scrape: PodScrape? { scrapes.last }

  /// One sentence for a condition; `nil` when all went well.
  package var complaint: String? { failure.map { "\(attempt): \($0)" } }
}
