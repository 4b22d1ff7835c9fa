/// All that the engine remembers from pass to pass; it lives in the resource's status and nowhere else.
package struct RolloutState: Hashable, Sendable {
  /// The revision to go back to; `nil` until the first one was ready.
  package var stable: RevisionID?
  package var phase: RolloutPhase
  /// As many rejections as a status holds; a fleet that fails fifty times has forgotten the first.
  package static let rejectionLimit = 50

  /// Newest last.
  package var rejected: [Rejection]
  /// What somebody went back to with `undo`.
  package var pin: Pin?

  package init(
    stable: RevisionID?,
    phase: RolloutPhase,
    rejected: [Rejection],
    pin: Pin? = nil
  ) {
    self.stable = stable
    self.phase = phase
    self.rejected = rejected
    self.pin = pin
  }

  package func hasRejected(_ revision: RevisionID) -> Bool {
    rejected.contains { $0.revision == revision }
  }
}
