import PhysicsResources
import Rollout

/// The most particular word for why a service is in its phase.
struct PhaseReason {
  let report: StatusReporter

  init(_ report: StatusReporter) {
    self.report = report
  }

  var reason: ConditionReason {
    let previous = report.previous.observedGeneration
    if let conflict = report.children.conflicts.first { return reason(for: conflict) }
    if !report.observation.refusals.isEmpty { return .writeRefused }
    if let why = obstacle { return why }
    if report.isOverdue { return report.word(for: .withdrawal) }
    // The first status after a change of the spec must not say that all is well.
    if report.phase == .progressing, previous != report.observation.resource.generation {
      return .specChanged
    }
    return ofPhase
  }

  private func reason(for conflict: NameConflict) -> ConditionReason {
    conflict.isOfEarlierIncarnation ? .waitingForGarbageCollection : .nameConflict
  }

  /// What keeps the spec from being what runs although no rollout is in flight.
  private var obstacle: ConditionReason? {
    switch report.facts.desired {
    case .unknown:
      guard case .unknown(let obstacle) = report.planner.book.desired else { return .invalidSpec }
      return obstacle.reason
    case .revision(let desired):
      guard report.isWaitingToStart else { return nil }
      if report.state.hasRejected(desired) { return .revisionRejected }
      return report.planner.policy.isPaused ? .pausedBySpec : .specChanged
    }
  }

  private var ofPhase: ConditionReason {
    switch report.state.phase {
    case .paused(_, let cause): ConditionReason(rawValue: cause.word) ?? .pausedByRequest
    case .initializing where report.phase == .degraded: .progressDeadlineExceeded
    case .initializing, .steady, .progressing, .promoting, .rollingBack, .rolledBack:
      report.phase.reason
    }
  }
}
