import APIMachinery
import MetricsSource
import PhysicsResources
import Planning
import Rollout
import Time

/// Follows what both revisions of a rollout count: the canary's pods all, of stable's at most twenty, in turns.
struct RolloutWatch {
  /// Stable pods that are read; every minute the next ones have their turn.
  static let stablePods = 20

  let resource: PhysicsAPI
  let memory: ServiceMemory
  let now: Timestamp

  private var analysis: AnalysisSpec { resource.spec.rollout.analysis }

  /// The revision that has or had weight, until its pods are gone.
  private var canary: (status: CanaryStatus, startedAt: Timestamp)? {
    guard isInFlight, let status = resource.status.canary, let startedAt = status.startedAt else {
      return nil
    }
    return (status, startedAt)
  }

  private var isInFlight: Bool {
    switch resource.status.phase {
    case .progressing, .baking, .paused, .rollingBack: true
    case .initializing, .steady, .promoting, .rolledBack, .degraded, nil: false
    }
  }

  /// What is to be read; `nil` when there is nothing to judge.
  func order(among pods: [APIObject]) -> MetricsOrder? {
    guard canary != nil else { return nil }
    let canaries = canaryPods(among: pods)
    return MetricsOrder(
      resource: resource,
      pods: ServingPods.of(canaries) + stableSample(of: pods),
      variables: variables(canaries),
      isLoadSample: false
    )
  }

  /// Takes in what was read, at most once per `MetricsDesk.pace`, and keeps it in memory.
  func take(_ harvest: MetricsHarvest, pods: [APIObject]) {
    guard let canary else { return }
    var evidence = evidence(of: canary)
    if let last = evidence.takenAt, harvest.at - last < MetricsDesk.pace { return }
    let canaries = Set(canaryPods(among: pods).map(\.uid))
    let stable = Set(stableSample(of: pods).map(\.uid))
    evidence.take(
      RolloutEvidence.Readings(
        canary: harvest.results.filter { canaries.contains($0.pod) },
        stable: harvest.results.filter { stable.contains($0.pod) }
      ),
      at: harvest.at,
      freshness: harvest.origin.freshness,
      alpha: AnalysisPolicy(resource.spec).comparison?.alphaOfEach
    )
    memory.withState { state in
      state.evidence = evidence
      state.complaint =
        harvest.problem
        ?? harvest.results.first { canaries.contains($0.pod) && $0.failure != nil }?.complaint
      state.problem = harvest.problem
      state.asked = Set(harvest.results.map(\.pod))
      state.queries = harvest.queries ?? state.queries
    }
  }

  /// What the plan is to know.
  func reading(pods: [APIObject]) -> RolloutReading {
    guard let canary else {
      memory.withState { state in
        state.evidence = nil
        state.queries = nil
      }
      return RolloutReading()
    }
    let evidence = evidence(of: canary)
    var reading = RolloutReading()
    reading.isStableAwaited = isStableAwaited(beside: canary, pods)
    guard evidence.takenAt != nil else { return reading }
    let judged = RolloutJudgement(
      resource: resource,
      canary: canary.status,
      evidence: evidence,
      now: now
    )
    reading.journal = EvidenceJournal(json: evidence.json)
    reading.stable = judged.stable
    if reading.stable?.baseline?.requests ?? 0 > 0 { reading.isStableAwaited = false }
    reading.isSilent = isSilent(evidence)
    reading.share = judged.share(sampled: stableSample(of: pods).count, of: stable(pods).count)
    let (complaint, problem, queries, asked) = memory.withState { state in
      (state.complaint, state.problem, state.queries, state.asked)
    }
    let serving = ServingPods.of(canaryPods(among: pods)).filter { asked.contains($0.uid) }
    guard hasWeight, !serving.isEmpty || problem != nil else { return reading }
    reading.canary = judged.canary(
      unreadable: problem ?? unreadable(evidence, serving, complaint),
      queries: queries ?? []
    )
    return reading
  }

  /// `nil` when nobody answers: pods that cannot be asked may well be in use.
  private func isSilent(_ evidence: RolloutEvidence) -> Bool? {
    guard evidence.answeredAt.map({ now - $0 <= Self.silence }) ?? false else { return nil }
    return evidence.silentSince.map { now - $0 >= MetricsDesk.pace } ?? false
  }

  /// Counters say something from the second reading on, and there may be none; who never answers is not waited for.
  private func isStableAwaited(
    beside canary: (status: CanaryStatus, startedAt: Timestamp),
    _ pods: [APIObject]
  ) -> Bool {
    guard resource.spec.rollout.strategy != .immediate, !stable(pods).isEmpty else { return false }
    return now - max(canary.startedAt, memory.withState(\.bornAt)) < Self.silence
  }

  private var hasWeight: Bool {
    resource.status.phase != .rollingBack && (resource.status.traffic?.canaryWeight ?? 0) > 0
  }

  /// What is known of this very rollout, compared since the canary is judged.
  private func evidence(
    of canary: (status: CanaryStatus, startedAt: Timestamp)
  ) -> RolloutEvidence {
    known(of: canary).judged(since: canary.status.judgedSince ?? canary.startedAt)
  }

  /// In memory, or from the journal after a restart.
  private func known(of canary: (status: CanaryStatus, startedAt: Timestamp)) -> RolloutEvidence {
    let new = RolloutEvidence(
      canary: canary.status.revision,
      startedAt: canary.startedAt,
      window: analysis.window
    )
    let known = memory.withState(\.evidence)
    if let known, known.canary == new.canary, known.startedAt == new.startedAt { return known }
    return resource.status.analysis?.evidence.flatMap {
      RolloutEvidence(json: $0, of: canary.status.revision, startedAt: canary.startedAt)
    } ?? new
  }

  /// Why nothing can be said of the canary, unless at least half of its pods were read lately.
  private func unreadable(
    _ evidence: RolloutEvidence,
    _ pods: [APIObject],
    _ complaint: String?
  ) -> String? {
    let judged = Set(pods.map(\.uid))
    if let pod = evidence.requests.notMonotonic.first(where: judged.contains) {
      let name = pods.first { $0.uid == pod }?.name ?? pod
      return "the counters of pod \(name) go up and down: several processes answer on one port; "
        + "let one process collect the metrics of all"
    }
    let oldest = now - resource.spec.metrics.source.freshness
    let read = evidence.requests.pods.count {
      judged.contains($0.pod) && $0.window.lastReadAt >= oldest
    }
    let expected = min(pods.count, RequestEvidence.podLimit)
    let isAnswered = evidence.answeredAt.map { now - $0 <= Self.silence } ?? false
    guard read * 2 < expected || !isAnswered else { return nil }
    let unknown = resource.spec.metrics.names.requestsTotal
    let cause = complaint ?? "none counts \(unknown); correct spec.metrics.names.requestsTotal"
    return isAnswered ? "\(read) of \(expected) pods of the canary could be read: \(cause)" : cause
  }

  private func variables(_ canaries: [APIObject]) -> QueryVariables? {
    guard let canary, !analysis.queries.isEmpty, hasWeight else { return nil }
    let life = now - (canary.status.judgedSince ?? canary.startedAt)
    return QueryVariables(
      revision: canary.status.revision,
      pods: canaries.map(\.name),
      window: min(analysis.window, max(life, Self.shortestQueryWindow))
    )
  }

  /// Three readings in which nobody answered, be they about samples that are recent enough.
  private static let silence = Duration.seconds(30)
  /// A rate needs two samples.
  private static let shortestQueryWindow = Duration.seconds(30)
}

extension RolloutWatch {
  /// Those that were ready for as long as `warmup`, and those that were followed before.
  private func canaryPods(among pods: [APIObject]) -> [APIObject] {
    guard let revision = canary?.status.revision else { return [] }
    let followed = memory.withState { Set($0.evidence?.requests.pods.map(\.pod) ?? []) }
    return pods.filter { pod in
      pod.label(Keys.revision) == revision && (isOldEnough(pod) || followed.contains(pod.uid))
    }
  }

  private func stable(_ pods: [APIObject]) -> [APIObject] {
    guard let stable = resource.status.stable?.revision else { return [] }
    return ServingPods.of(pods).filter { $0.label(Keys.revision) == stable && isOldEnough($0) }
  }

  /// In the order of their names, twenty from where the minute says, around the end.
  private func stableSample(of pods: [APIObject]) -> [APIObject] {
    let all = stable(pods).sorted { $0.name < $1.name }
    guard all.count > Self.stablePods else { return all }
    let first = Int(now.epochSeconds / 60) * Self.stablePods % all.count
    return (0..<Self.stablePods).map { all[(first + $0) % all.count] }
  }

  private func isOldEnough(_ pod: APIObject) -> Bool {
    guard let ready = PodReadiness.since(pod) else { return false }
    return now - ready >= resource.spec.rollout.warmup
  }
}
