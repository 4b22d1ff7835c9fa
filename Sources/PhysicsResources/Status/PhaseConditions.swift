/// The four conditions that follow from the phase alone.
package struct PhaseConditions: Hashable, Sendable {
  /// Users are served.
  package let available: Bool
  /// The spec is what runs; `kubectl wait` waits for this.
  package let ready: Bool
  /// The operator is at work (kstatus).
  package let reconciling: Bool
  /// The operator waits for a person (kstatus).
  package var stalled: Bool

  package init(available: Bool, ready: Bool, reconciling: Bool, stalled: Bool) {
    self.available = available
    self.ready = ready
    self.reconciling = reconciling
    self.stalled = stalled
  }
}

extension PhysicsAPIPhase {
  package var conditions: PhaseConditions {
    switch self {
    case .initializing:
      PhaseConditions(available: false, ready: false, reconciling: true, stalled: false)
    case .steady:
      PhaseConditions(available: true, ready: true, reconciling: false, stalled: false)
    case .progressing, .baking, .promoting, .rollingBack:
      PhaseConditions(available: true, ready: false, reconciling: true, stalled: false)
    case .paused:
      PhaseConditions(available: true, ready: false, reconciling: false, stalled: false)
    case .rolledBack:
      PhaseConditions(available: true, ready: false, reconciling: false, stalled: true)
    case .degraded:
      PhaseConditions(available: false, ready: false, reconciling: false, stalled: true)
    }
  }
}
