import PhysicsResources
import Rollout

extension StatusReporter {
  /// The last ten rollouts with how they ended.
  var history: [RolloutRecord] {
    let ended = decision.transitions.compactMap(record)
    return Array((previous.history + ended).suffix(10))
  }

  private static func outcome(of cause: Retreat.Cause) -> RolloutOutcome {
    switch cause {
    case .failed: .rolledBack
    case .suspended: .suspended
    case .superseded, .reverted, .rerouted: .superseded
    }
  }

  private func record(_ transition: Transition) -> RolloutRecord? {
    let outcome: (RevisionID, RolloutOutcome)? =
      switch transition {
      case .becameReady(let revision), .promoted(let revision): (revision, .promoted)
      case .rolledBack(let rejection): (rejection.revision, .rolledBack)
      case .withdrawn(let revision, let cause): (revision, Self.outcome(of: cause))
      case .started, .movedOn, .weightAccepted, .paused, .resumed, .promotionBegan, .retreatBegan,
        .retried, .pinned, .unpinned, .ignored:
        nil
      }
    return outcome.map { revision, outcome in
      RolloutRecord(
        revision: revision.hash,
        outcome: outcome,
        startedAt: previous.canary?.startedAt,
        finishedAt: now
      )
    }
  }
}
