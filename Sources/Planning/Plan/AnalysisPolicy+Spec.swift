package import PhysicsResources
package import Rollout

extension AnalysisPolicy {
  /// What the spec demands of a canary.
  package init(_ spec: PhysicsAPISpec) {
    let analysis = spec.rollout.analysis
    let onInsufficient: InsufficientPolicy =
      switch analysis.onInsufficient {
      case .pause: .pause
      case .continue: .proceed
      case .rollBack: .rollBack
      }
    self.init(
      interval: analysis.interval,
      window: analysis.window,
      maxErrorRate: analysis.maxErrorRate,
      failureLimit: analysis.failureLimit,
      minimumRequests: analysis.minimumRequests,
      onInsufficient: onInsufficient,
      insufficientTimeout: analysis.insufficientTimeout,
      latency: LatencyLimit(analysis.maxLatency),
      queries: analysis.queries.map(QueryLimit.init),
      comparison: Comparison(spec)
    )
  }
}

extension AnalysisPolicy.LatencyLimit {
  /// `nil` when the check is switched off.
  fileprivate init?(_ spec: PhysicsResources.LatencyLimit) {
    guard spec.value > .zero else { return nil }
    self.init(quantile: spec.quantile, limit: spec.value)
  }
}

extension AnalysisPolicy.QueryLimit {
  fileprivate init(_ spec: QuerySpec) {
    self.init(name: spec.name, min: spec.min, max: spec.max, unit: spec.unit)
  }
}

extension AnalysisPolicy.Comparison {
  /// `nil` when the canary is not compared; a service that names no histogram of durations is compared by its errors alone.
  fileprivate init?(_ spec: PhysicsAPISpec) {
    let comparison = spec.rollout.analysis.comparison
    guard comparison.enabled else { return nil }
    self.init(
      alpha: comparison.alpha,
      watchesSlowness: !spec.metrics.names.durationBuckets.isEmpty
    )
  }
}
