package import PhysicsResources

/// All that one pass wants done; a dry run prints it and stops.
package struct Plan: Hashable, Sendable {
  /// In an order that respects every prerequisite.
  package var actions: [PlannedAction]
  /// The status after this pass.
  package var status: PhysicsAPIStatus
  /// Whether a decision changed, so that the status must be on record before the actions are sent.
  package var mustJournal: Bool
  package var events: [PlannedEvent]
  /// When to look again without an event; `nil` when only an event can change anything.
  package var wakeAfter: Duration?
  /// Children that were compared and are as they should be: so many writes are not sent.
  package var unchanged: Int
  /// What the user should know although nothing is wrong.
  package var warnings: [String]

  package init(
    actions: [PlannedAction],
    status: PhysicsAPIStatus,
    mustJournal: Bool,
    events: [PlannedEvent],
    wakeAfter: Duration?,
    unchanged: Int = 0,
    warnings: [String]
  ) {
    self.actions = actions
    self.status = status
    self.mustJournal = mustJournal
    self.events = events
    self.wakeAfter = wakeAfter
    self.unchanged = unchanged
    self.warnings = warnings
  }
}
