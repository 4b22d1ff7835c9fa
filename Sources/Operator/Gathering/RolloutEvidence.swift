package import MetricsSource
package import Rollout
package import Time

/// Everything that was counted about one rollout since it began, of both revisions.
///
/// Made to be journalled: a new leader that goes on from the stored one comes to the same verdict, because both tests are advanced from
/// the stored counters. What happened between the journal and the restart becomes one interval, and one interval is capped.
package struct RolloutEvidence: Hashable, Sendable {
  /// The revision that is judged.
  package let canary: String
  /// When its rollout began, to whole milliseconds.
  package let startedAt: Timestamp
  package internal(set) var requests: RequestEvidence
  package internal(set) var stableRequests: RequestEvidence
  package internal(set) var durations: DurationEvidence
  package internal(set) var stableDurations: DurationEvidence
  /// The canary's errors against stable's.
  package internal(set) var errors = SequentialComparison()
  /// Requests slower than stable's slowest 1 %.
  package internal(set) var slowness = SequentialComparison()
  /// Where both comparisons begin.
  package internal(set) var comparedSince: Timestamp
  /// When the last reading was taken in.
  package internal(set) var takenAt: Timestamp?
  /// When one of the canary's pods could last be asked.
  package internal(set) var answeredAt: Timestamp?
  /// Since when no request of users reached the canary, reading after reading.
  package internal(set) var silentSince: Timestamp?

  package init(canary: String, startedAt: Timestamp, window: Duration) {
    self.canary = canary
    requests = RequestEvidence(since: startedAt, window: window)
    stableRequests = requests
    durations = DurationEvidence(length: window)
    stableDurations = durations
    self.startedAt = requests.since
    comparedSince = requests.since
  }

  /// The same counters with both comparisons begun anew, where a canary got another chance since they began: what it was found guilty of
  /// then must not be held against it again.
  package func judged(since: Timestamp) -> RolloutEvidence {
    guard since > comparedSince else { return self }
    var evidence = self
    (evidence.errors, evidence.slowness) = (SequentialComparison(), SequentialComparison())
    evidence.comparedSince = since
    return evidence
  }

  /// What was read at one instant, by revision.
  package struct Readings {
    package let canary: [ScrapeResult]
    package let stable: [ScrapeResult]

    package init(canary: [ScrapeResult], stable: [ScrapeResult]) {
      self.canary = canary
      self.stable = stable
    }
  }

  /// Takes what was read at an instant, as one interval of both tests.
  ///
  /// - Parameters:
  ///   - freshness: how long a reading speaks of now. A stable pod that was silent for longer, such as one whose turn in the sample comes
  ///     again, begins anew in the tests: what it counted meanwhile does not belong to this interval.
  ///   - alpha: of each test; `nil` when revisions are not compared.
  package mutating func take(
    _ readings: Readings,
    at instant: Timestamp,
    freshness: Duration,
    alpha: Double?
  ) {
    let limit = slowLimit
    let counts = takeRequests(readings, freshness: freshness)
    let canary = durations.add(Self.durations(readings.canary), gap: .seconds(86_400))
    let stable = stableDurations.add(Self.durations(readings.stable), gap: freshness)
    silentSince = counts.canary.requests > 0 ? nil : silentSince ?? takenAt
    takenAt = instant
    if readings.canary.contains(where: { $0.failure == nil }) { answeredAt = instant }
    guard let alpha else { return }
    // No arithmetic on the counters of several processes means anything: both tests begin anew once one process answers.
    guard requests.notMonotonic.isEmpty, stableRequests.notMonotonic.isEmpty else {
      (errors, slowness) = (SequentialComparison(), SequentialComparison())
      return
    }
    errors.add(counts, alpha: alpha)
    guard let limit, let slow = canary.slower(than: limit),
      let slowStable = stable.slower(than: limit)
    else { return }
    slowness.add(
      ComparedCounts(
        canary: ErrorShare(counted: canary.count, errors: slow),
        stable: ErrorShare(counted: stable.count, errors: slowStable)
      ),
      alpha: alpha
    )
  }

  /// The bound under which 99 % of stable's requests stayed until now; `nil` until a hundred of them were seen.
  private var slowLimit: Double? {
    guard let all = stableDurations.window?.total, all.count >= 100,
      case .seconds(let seconds) = all.quantile(0.99)
    else { return nil }
    return all.bound(atLeast: seconds)
  }

  /// The canary's requests in the window that were slower than that; "errors" are the slow ones.
  package var slowLately: ErrorShare? {
    guard let limit = slowLimit, let all = durations.window?.total,
      let slow = all.slower(than: limit)
    else { return nil }
    return ErrorShare(counted: all.count, errors: slow)
  }

  private mutating func takeRequests(
    _ readings: Readings,
    freshness: Duration
  ) -> ComparedCounts {
    let (canaryBefore, stableBefore) = (requests, stableRequests)
    Self.add(readings.canary, to: &requests)
    Self.add(readings.stable, to: &stableRequests)
    let canary = requests.total.growth(since: canaryBefore.total) ?? .zero
    let stable = stableRequests.pods.reduce(RequestCounters.zero) { sum, pod in
      guard let before = stableBefore.pods.first(where: { $0.pod == pod.pod }),
        pod.window.lastReadAt - before.window.lastReadAt <= freshness
      else { return sum }
      return sum + (pod.window.total.growth(since: before.window.total) ?? .zero)
    }
    return ComparedCounts(
      canary: ErrorShare(counted: canary.requests, errors: canary.errors),
      stable: ErrorShare(counted: stable.requests, errors: stable.errors)
    )
  }

  private static func add(_ results: [ScrapeResult], to evidence: inout RequestEvidence) {
    for result in results {
      for scrape in result.scrapes { evidence.add(scrape, of: result.pod) }
    }
  }

  private static func durations(_ results: [ScrapeResult]) -> [DurationEvidence.Pod] {
    results.compactMap { result in
      guard let scrape = result.scrape, let histogram = scrape.durations else { return nil }
      return DurationEvidence.Pod(pod: result.pod, at: scrape.at, histogram: histogram)
    }
  }
}
