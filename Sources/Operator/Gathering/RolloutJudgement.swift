import MetricsSource
import PhysicsResources
import Rollout
import Time

/// Cuts the evidence of a rollout to the spans that checks look at.
struct RolloutJudgement {
  let resource: PhysicsAPI
  let canary: CanaryStatus
  let evidence: RolloutEvidence
  let now: Timestamp

  private var analysis: AnalysisSpec { resource.spec.rollout.analysis }
  /// The latest reading may carry a time that lies behind the last whole second.
  private var end: Timestamp {
    [now, evidence.requests.lastReadAt, evidence.stableRequests.lastReadAt].compactMap(\.self)
      .max() ?? now
  }

  /// The window, never reaching behind the run of evidence that the canary is judged on.
  private var window: Duration {
    max(.zero, min(analysis.window, end - evidence.startedAt))
  }

  func canary(unreadable: String?, queries: [QueryReading]) -> AnalysisEvidence {
    AnalysisEvidence(
      window: share(evidence.requests, over: window),
      sinceWeight: sinceWeight,
      baseline: baseline,
      errors: evidence.errors,
      slowness: evidence.slowness,
      latency: latency(evidence.durations),
      baselineLatency: latency(evidence.stableDurations),
      queries: queries,
      unreadable: unreadable
    )
  }

  /// `nil` when no stable pod was read lately.
  var stable: AnalysisEvidence? {
    guard let baseline else { return nil }
    return AnalysisEvidence(
      baseline: baseline,
      baselineLatency: latency(evidence.stableDurations)
    )
  }

  /// Where requests went since the router took the weight.
  ///
  /// - Parameter sampled: the stable pods that were read, of `all`: those speak for the others.
  func share(sampled: Int, of all: Int) -> MeasuredShare? {
    guard let since = weightSince, sampled > 0 else { return nil }
    let canary = share(evidence.requests, over: end - since).requests
    let stable = share(evidence.stableRequests, over: end - since).requests
    return MeasuredShare(canary: canary, total: canary + stable * all / sampled)
  }

  private var sinceWeight: ErrorShare {
    guard canary.stage == .holding, let since = canary.stageSince else { return .zero }
    return share(evidence.requests, over: min(window, end - since))
  }

  private var weightSince: Timestamp? {
    canary.stage == .holding ? canary.stageSince : nil
  }

  private var baseline: ErrorShare? {
    guard let last = evidence.stableRequests.lastReadAt,
      now - last <= resource.spec.metrics.source.freshness
    else { return nil }
    return share(evidence.stableRequests, over: min(analysis.window, end - evidence.startedAt))
  }

  private func share(_ evidence: RequestEvidence, over span: Duration) -> ErrorShare {
    guard span > .zero else { return .zero }
    let counted = evidence.increase(over: span, until: end)
    return ErrorShare(counted: counted.requests, errors: counted.errors)
  }

  private func latency(_ durations: DurationEvidence) -> LatencyReading? {
    guard let example = durations.example else { return nil }
    let counted = durations.increase(within: (end - window)...end)
    let quantile: LatencyReading.Quantile =
      switch counted.quantile(analysis.maxLatency.quantile) {
      case .unknown: .unknown
      case .seconds(let seconds): .seconds(seconds)
      case .above(let bound): .above(bound)
      }
    return LatencyReading(
      quantile,
      requests: Int(counted.count.rounded()),
      highestBound: example.highestFiniteBound
    )
  }
}
