import APIMachinery
import PhysicsResources
import Rollout
import Time

/// Judges the conditions; each keeps its transition time unless its status changes.
struct ConditionReporter {
  let observation: Observation

  /// Before the first revision is known.
  func initial(
    _ previous: [Condition],
    reason: ConditionReason,
    message: String
  ) -> [Condition] {
    let phase = PhysicsAPIPhase.initializing.conditions
    return fourOfPhase(phase, reason: reason, message: message).map(following(previous))
  }

  func conditions(following previous: [Condition], in report: StatusReporter) -> [Condition] {
    let reason = PhaseReason(report).reason
    var phase = report.phase.conditions
    if report.isWaitingToStart {
      phase = PhaseConditions(
        available: true,
        ready: false,
        reconciling: false,
        stalled: !report.planner.policy.isPaused
      )
    }
    if !report.children.conflicts.isEmpty {
      phase = PhaseConditions(
        available: phase.available,
        ready: false,
        reconciling: false,
        stalled: true
      )
    }
    if report.isOverdue { phase.stalled = true }
    let message = report.message
    let all =
      fourOfPhase(phase, reason: reason, message: message)
      + [traffic(report), metrics(report), forecast(previous)].compactMap(\.self)
    return all.map(following(previous))
  }

  private func fourOfPhase(
    _ phase: PhaseConditions,
    reason: ConditionReason,
    message: String
  ) -> [Condition] {
    let states: [(ConditionType, Bool)] = [
      (.available, phase.available), (.ready, phase.ready), (.reconciling, phase.reconciling),
      (.stalled, phase.stalled),
    ]
    return states.map { condition($0.0, $0.1 ? .yes : .no, reason, message) }
  }

  private func forecast(_ previous: [Condition]) -> Condition? {
    guard let floor = observation.floor else { return nil }
    if observation.isForecastHeld {
      return previous.first { $0.type == ConditionType.forecastAvailable.rawValue }
    }
    let verdict = ForecastVerdict(floor, observation.forecast)
    return condition(
      .forecastAvailable,
      verdict.isAvailable ? .yes : .no,
      verdict.reason,
      verdict.message
    )
  }

  func condition(
    _ type: ConditionType,
    _ status: Condition.Status,
    _ reason: ConditionReason,
    _ message: String
  ) -> Condition {
    Condition(
      type: type.rawValue,
      status: status,
      reason: reason.rawValue,
      message: message,
      observedGeneration: observation.resource.generation,
      lastTransitionTime: observation.now.wholeSeconds
    )
  }

  private func following(_ previous: [Condition]) -> (Condition) -> Condition {
    { condition in condition.following(previous.first { $0.type == condition.type }) }
  }
}
