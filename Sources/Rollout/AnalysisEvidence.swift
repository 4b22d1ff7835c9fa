/// Everything that one look at a canary was based on.
///
/// A canary that has no weight, or whose pods are too young, has no evidence at all.
package struct AnalysisEvidence: Hashable, Sendable {
  /// The canary's user requests in the window, none of them older than the canary's first weight in this run.
  package var window: ErrorShare
  /// Those of them since the present stop's weight has been in force, plus one scrape.
  package var sinceWeight: ErrorShare
  /// Stable's user requests in the same window; `nil` when stable is not measured.
  package var baseline: ErrorShare?
  /// Errors of the canary against stable's, over the whole rollout.
  package var errors: SequentialComparison?
  /// Requests slower than stable's slowest ones, over the whole rollout; "errors" are the slow ones.
  package var slowness: SequentialComparison?
  /// The canary's requests in the window that were slower than stable's slowest ones; "errors" are the slow ones.
  package var slowLately: ErrorShare?
  /// `nil` when no pod exposes a histogram of durations.
  package var latency: LatencyReading?
  package var baselineLatency: LatencyReading?
  package var queries: [QueryReading]
  /// Why the canary's own metrics say nothing now; queries are read elsewhere and may still have an answer.
  package var unreadable: String?

  package init(
    window: ErrorShare = .zero,
    sinceWeight: ErrorShare = .zero,
    baseline: ErrorShare? = nil,
    errors: SequentialComparison? = nil,
    slowness: SequentialComparison? = nil,
    slowLately: ErrorShare? = nil,
    latency: LatencyReading? = nil,
    baselineLatency: LatencyReading? = nil,
    queries: [QueryReading] = [],
    unreadable: String? = nil
  ) {
    self.window = window
    self.sinceWeight = sinceWeight
    self.baseline = baseline
    self.errors = errors
    self.slowness = slowness
    self.slowLately = slowLately
    self.latency = latency
    self.baselineLatency = baselineLatency
    self.queries = queries
    self.unreadable = unreadable
  }
}
