package import Time

/// The outcome of one pass of the engine.
package struct RolloutDecision: Hashable, Sendable {
  package var state: RolloutState
  package var transitions: [Transition]
  /// When time alone may change the decision; `nil` when only an event can.
  package var wakeAt: Timestamp?
  /// The one thing that the rollout waits for, as a sentence; `nil` at rest.
  package var waitingFor: String?
  /// Everything that is waited for, each with its end: none may last for ever unseen.
  package var waits: [Wait]

  package init(
    state: RolloutState,
    transitions: [Transition] = [],
    wakeAt: Timestamp? = nil,
    waitingFor: String? = nil,
    waits: [Wait] = []
  ) {
    self.state = state
    self.transitions = transitions
    self.wakeAt = wakeAt
    self.waitingFor = waitingFor
    self.waits = waits
  }
}
