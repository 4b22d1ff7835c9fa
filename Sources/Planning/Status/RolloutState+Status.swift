import PhysicsResources
import Rollout
import Time

/// The engine's memory, read from the resource's status: the only place where it is kept.
extension RolloutState {
  /// `nil` when there is nothing to go on from: nothing was ever deployed, or the status was lost.
  init?(_ status: PhysicsAPIStatus, at now: Timestamp) {
    guard let phase = StatusReader(status: status, now: now).phase else { return nil }
    self.init(
      stable: status.stable.map { RevisionID($0.revision) },
      phase: phase,
      rejected: status.rejected.map { Rejection($0) },
      pin: status.pin.map { Pin(revision: RevisionID($0.revision), over: RevisionID($0.over)) }
    )
  }

  init(starting first: RevisionID, at now: Timestamp) {
    self.init(stable: nil, phase: .initializing(candidate: first, since: now), rejected: [])
  }
}

/// Reads one status; an unreadable part counts as lost.
private struct StatusReader {
  let status: PhysicsAPIStatus
  let now: Timestamp

  /// `nil` when there is nothing to go on from.
  var phase: RolloutPhase? {
    guard let word = status.phase else { return nil }
    switch word {
    case .initializing, .degraded: return atStart
    case .steady: return rest
    case .progressing, .baking: return canary.map { .progressing($0) } ?? rest
    case .paused: return paused
    case .promoting: return promoting ?? rest
    case .rollingBack: return rollingBack ?? rest
    case .rolledBack: return status.rejected.last.map { .rolledBack(Rejection($0)) } ?? rest
    }
  }

  private var rest: RolloutPhase? { status.stable == nil ? nil : .steady }

  private var atStart: RolloutPhase? {
    guard status.stable == nil else { return .steady }
    return status.canary.map {
      .initializing(candidate: RevisionID($0.revision), since: $0.startedAt ?? now)
    }
  }

  private var canary: Canary? { canary(isFull: status.phase == .baking) }

  private func canary(isFull: Bool) -> Canary? {
    guard let stored = status.canary else { return nil }
    let since = stored.stageSince ?? now
    return Canary(
      revision: RevisionID(stored.revision),
      startedAt: stored.startedAt ?? now,
      stop: isFull ? .full : .step(stored.step),
      stage: Self.stage(stored.stage, since: since),
      weight: stored.weight,
      enteredAt: stored.enteredAt,
      judgedSince: stored.judgedSince,
      clearedAt: stored.clearedAt,
      isForced: stored.forced,
      record: record
    )
  }

  private static func stage(_ stored: CanaryStage?, since: Timestamp) -> Canary.Stage {
    switch stored {
    case .holding: .holding(since: since)
    case .verifying: .verifying(acceptedAt: since)
    case .raising, .repointing, .shifting, .returning, .draining, nil: .raising(since: since)
    }
  }

  private var record: AnalysisRecord {
    AnalysisRecord(
      failures: status.analysis?.failures ?? 0,
      lastCheckAt: status.analysis?.at,
      insufficientSince: wait(.requests),
      providerDownSince: wait(.metrics),
      noVerdictSince: wait(.verdict)
    )
  }

  private func wait(_ reason: Wait.Reason) -> Timestamp? {
    status.waits.first { $0.reason == reason.word.rawValue }?.since
  }

  private var paused: RolloutPhase? {
    guard let pause = status.pause, let canary = canary(isFull: pause.resumesAs == .baking) else {
      return rest
    }
    // Whatever an unknown word stands for, a person has to say that it is over.
    let cause = PauseCause(pause.reason, detail: status.canary?.evidence ?? "") ?? .request
    return .paused(canary, cause)
  }

  private var promoting: RolloutPhase? {
    status.canary.map { stored in
      let since = stored.stageSince ?? now
      let stage: Promotion.Stage =
        switch stored.stage {
        case .draining: .draining(since: since)
        case .shifting: .shifting(since: since)
        case .repointing, .raising, .verifying, .holding, .returning, nil: .repointing(since: since)
        }
      return .promoting(
        Promotion(
          revision: RevisionID(stored.revision),
          startedAt: stored.startedAt ?? now,
          stage: stage
        )
      )
    }
  }

  private static func retreatStage(_ stored: CanaryStage?, since: Timestamp) -> Retreat.Stage {
    switch stored {
    case .draining: .draining(since: since)
    case .verifying: .verifying(acceptedAt: since)
    case .returning, .raising, .holding, .repointing, .shifting, nil: .returning(since: since)
    }
  }

  private var rollingBack: RolloutPhase? {
    status.canary.map { stored in
      let since = stored.stageSince ?? now
      return .rollingBack(
        Retreat(
          revision: RevisionID(stored.revision),
          startedAt: stored.startedAt ?? now,
          cause: Retreat.Cause(stored.reason, detail: stored.evidence),
          stage: Self.retreatStage(stored.stage, since: since)
        )
      )
    }
  }
}

extension Rejection {
  fileprivate init(_ stored: RejectedRevision) {
    self.init(
      revision: RevisionID(stored.revision),
      finding: Rollout.Finding(
        Rollout.Finding.Reason(rawValue: stored.reason) ?? .aborted,
        stored.evidence
      ),
      at: stored.at ?? Timestamp(epochSeconds: 0)
    )
  }
}
