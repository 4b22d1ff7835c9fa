import APIMachinery
import MetricsSource
import PhysicsResources
import Planning
import Rollout
import Time

/// Follows the request counters of the revision that is being judged.
struct CanaryWatch {
  struct Reading {
    var verdictInput: AnalysisEvidence?
    var journal: EvidenceJournal?
  }

  /// Readings older than three scrapes say nothing of now.
  private static let stale = Duration.seconds(30)

  let resource: PhysicsAPI
  let memory: ServiceMemory
  let now: Timestamp

  private var canary: CanaryStatus? {
    switch resource.status.phase {
    case .progressing, .baking, .paused: resource.status.canary
    case .initializing, .steady, .promoting, .rollingBack, .rolledBack, .degraded, nil: nil
    }
  }

  func pods(among pods: [APIObject]) -> [APIObject] {
    guard let canary else { return [] }
    let followed = memory.withState { $0.evidence?.pods.map(\.pod) ?? [] }
    return pods.filter { pod in
      pod.label(Keys.revision) == canary.revision
        && (isOldEnough(pod) || followed.contains(pod.uid))
    }
  }

  func read(_ results: [ScrapeResult], pods: [APIObject]) -> Reading {
    guard let canary, let startedAt = canary.startedAt else {
      memory.withState { $0.evidence = nil }
      return Reading(verdictInput: nil)
    }
    let judged = ServingPods.of(self.pods(among: pods)).map(\.uid)
    let own = results.filter { judged.contains($0.target.pod) }
    let evidence = extend(with: own, revision: canary.revision, since: startedAt)
    return Reading(
      verdictInput: verdictInput(evidence, own),
      journal: EvidenceJournal(json: evidence.json)
    )
  }

  private func extend(
    with results: [ScrapeResult],
    revision: String,
    since: Timestamp
  ) -> RequestEvidence {
    let window = resource.spec.rollout.analysis.window
    let journalled = resource.status.analysis?.evidence
    return memory.withState { state in
      if state.evidenceRevision != revision || state.evidence?.since != since {
        state.evidence = nil
      }
      var evidence =
        state.evidence
        ?? journalled.flatMap { RequestEvidence(json: $0) }.flatMap { $0.since == since ? $0 : nil }
        ?? RequestEvidence(since: since, window: window)
      for result in results {
        if let scrape = result.scrape { evidence.add(scrape, of: result.target.pod) }
      }
      state.evidence = evidence
      state.evidenceRevision = revision
      return evidence
    }
  }

  private func verdictInput(_ evidence: RequestEvidence, _ results: [ScrapeResult])
    -> AnalysisEvidence?
  {
    guard (resource.status.traffic?.canaryWeight ?? 0) > 0, !results.isEmpty else { return nil }
    if let pod = evidence.notMonotonic.first {
      return AnalysisEvidence(
        unreadable:
          "the counters of pod \(pod) go up and down: several processes answer on one port; "
          + "let one process collect the metrics of all"
      )
    }
    guard let last = evidence.lastReadAt, now - last <= Self.stale else {
      return AnalysisEvidence(
        unreadable: results.compactMap(\.complaint).first ?? "no pod names the request counter"
      )
    }
    let window = resource.spec.rollout.analysis.window
    let counted = evidence.increase(over: window, until: now)
    let share = ErrorShare(counted: counted.requests, errors: counted.errors)
    return AnalysisEvidence(window: share, sinceWeight: share)
  }

  private func isOldEnough(_ pod: APIObject) -> Bool {
    guard let ready = PodReadiness.since(pod) else { return false }
    return now - ready >= resource.spec.rollout.warmup
  }
}
