/// What is demanded of a canary, and what happens when nothing can be said of it.
package struct AnalysisPolicy: Hashable, Sendable {
  package enum InsufficientPolicy: Hashable, Sendable {
    case pause
    case proceed
    case rollBack
  }

  /// Between two counted checks.
  package var interval: Duration
  /// How far back a ratio looks.
  package var window: Duration
  /// The largest tolerated share of 5xx answers, 0 to 1.
  package var maxErrorRate: Double
  /// Failed checks tolerated in one step.
  package var failureLimit: Int
  /// Fewer user requests than this in the window say nothing.
  package var minimumRequests: Int
  package var onInsufficient: InsufficientPolicy
  package var insufficientTimeout: Duration
  /// `nil` when latency has no limit.
  package var latency: LatencyLimit?
  package var queries: [QueryLimit]
  /// `nil` when the canary is not compared with stable.
  package var comparison: Comparison?

  /// How long unreadable metrics may hold a step before it pauses.
  ///
  /// Half an hour outlasts a restart or an upgrade of Prometheus; nobody watches a silent canary for longer.
  package static let providerDownTimeout = Duration.seconds(1_800)

  /// How long changing kinds of silence may hold a step: as long as the longest of them alone.
  package var noVerdictTimeout: Duration { max(insufficientTimeout, Self.providerDownTimeout) }

  package init(
    interval: Duration,
    window: Duration,
    maxErrorRate: Double,
    failureLimit: Int,
    minimumRequests: Int,
    onInsufficient: InsufficientPolicy,
    insufficientTimeout: Duration,
    latency: LatencyLimit? = nil,
    queries: [QueryLimit] = [],
    comparison: Comparison? = nil
  ) {
    self.interval = interval
    self.window = window
    self.maxErrorRate = maxErrorRate
    self.failureLimit = failureLimit
    self.minimumRequests = minimumRequests
    self.onInsufficient = onInsufficient
    self.insufficientTimeout = insufficientTimeout
    self.latency = latency
    self.queries = queries
    self.comparison = comparison
  }
}
