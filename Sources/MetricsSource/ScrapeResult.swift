/// What became of one target.
package struct ScrapeResult: Hashable, Sendable {
  package let target: ScrapeTarget
  package let outcome: Result<PodScrape, ScrapeFailure>

  package init(target: ScrapeTarget, outcome: Result<PodScrape, ScrapeFailure>) {
    self.target = target
    self.outcome = outcome
  }

  package var scrape: PodScrape? { try? outcome.get() }

  /// One sentence for a condition; `nil` when the scrape went well.
  package var complaint: String? {
    guard case .failure(let failure) = outcome else { return nil }
    return "scraping \(target.origin)\(target.path): \(failure)"
  }
}
