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
    max(.zero, min(analysis.window, end - judgedSince))
  }

  private var judgedSince: Timestamp { canary.judgedSince ?? evidence.startedAt }

  func canary(unreadable: String?, queries: [QueryReading]) -> AnalysisEvidence {
    AnalysisEvidence(
      window: share(evidence.requests, over: window),
      sinceWeight: sinceWeight,
      baseline: baselineBeside,
      errors: evidence.errors,
      slowness: evidence.slowness,
      slowLately: evidence.slowLately,
      latency: latency(evidence.durations),
      baselineLatency: latency(evidence.stableDurations),
      queries: queries,
      unreadable: unreadable
    )
  }

  /// `nil` when no stable pod was read lately.
  var stable: AnalysisEvidence? {
    let span = min(analysis.window, end - evidence.startedAt)
    guard let baseline = baseline(over: span) else { return nil }
    return AnalysisEvidence(
      baseline: baseline,
      baselineLatency: latency(evidence.stableDurations)
    )
  }

  /// Where requests went lately, and not before the router took the weight.
  ///
  /// - Parameter sampled: the stable pods that were read, of `all`: those speak for the others.
  /// - Returns: `nil` when stable is not read, so that there is nothing to compare with.
  func share(sampled: Int, of all: Int) -> MeasuredShare? {
    guard sampled > 0, isStableRead else { return nil }
    guard let since = weightSince else { return MeasuredShare(canary: 0, total: 0) }
    let span = min(end - since, Self.shareSpan)
    let canary = share(evidence.requests, over: span).requests
    let stable = share(evidence.stableRequests, over: span).requests
    return MeasuredShare(canary: canary, total: canary + stable * all / sampled)
  }

  /// Proxies take a weight up within seconds; what they did before must not count for ever.
  private static let shareSpan = Duration.seconds(60)

  private var sinceWeight: ErrorShare {
    guard canary.stage == .holding, let since = canary.stageSince else { return .zero }
    return share(evidence.requests, over: min(window, end - since))
  }

  /// `nil` while the router has not taken the weight.
  private var weightSince: Timestamp? {
    switch canary.stage {
    case .verifying, .holding: canary.stageSince
    case .raising, .repointing, .shifting, .draining, .returning, nil: nil
    }
  }

  /// Stable's requests since the canary had its first one in the window: what came before would thin out a fault that fell on both at
  /// once, and only one of them would seem to be sick.
  private var baselineBeside: ErrorShare? {
    guard isStableRead, window > .zero else { return isStableRead ? .zero : nil }
    let onset = evidence.requests.onset(within: (end - window)...end)
    let counted = evidence.stableRequests.increase(since: onset)
    return ErrorShare(counted: counted.requests, errors: counted.errors)
  }

  private func baseline(over span: Duration) -> ErrorShare? {
    isStableRead ? share(evidence.stableRequests, over: span) : nil
  }

  private var isStableRead: Bool {
    guard let last = evidence.stableRequests.lastReadAt else { return false }
    return now - last <= resource.spec.metrics.source.freshness
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
