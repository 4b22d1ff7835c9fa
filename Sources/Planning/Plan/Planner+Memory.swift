import PhysicsResources
import Rollout

extension Planner {
  /// What the status says; `nil` when there is none.
  var recorded: RolloutState? {
    RolloutState(observation.resource.status, at: observation.now)
  }

  /// The engine's memory; `nil` when there is none and the revision to begin with cannot be told.
  var remembered: RolloutState? {
    guard let recorded else { return lost }
    guard let stable = recorded.stable, isGone(stable) else { return recorded }
    return successor(of: recorded)
  }

  /// What can be told without a status; what was rejected stands on the records.
  private var lost: RolloutState? {
    var state =
      LostStatus(view: view, policy: policy).state
      ?? book.desiredRecord.map { RolloutState(starting: $0.id, at: observation.now) }
    state?.rejected = book.rejections(at: observation.now)
    return state
  }

  /// Whether nothing is left of a revision, so that there is no way back to it: no record, no Deployment, no pods, and the spec names another.
  private func isGone(_ revision: RevisionID) -> Bool {
    book[revision] == nil && book.desiredRecord?.id != revision
      && view.deployment(of: revision) == nil && view.pods(of: revision).isEmpty
  }

  /// What serves is taken for stable where stable is gone: a canary that waited for it to take the traffic back would wait for ever.
  private func successor(of recorded: RolloutState) -> RolloutState {
    guard var state = LostStatus(view: view, policy: policy).state else { return recorded }
    state.rejected = recorded.rejected.filter { $0.revision != state.stable }
    return state
  }

  /// Tells that somebody has deleted all of stable, once.
  func successionEvent(of state: RolloutState) -> PlannedEvent? {
    guard let gone = recorded?.stable, let stable = state.stable, gone != stable else { return nil }
    return PlannedEvent(
      .warning,
      "StableGone",
      "revision \(gone) was deleted with its record, its Deployment and its pods; "
        + "revision \(stable), which serves, is taken for stable"
    )
  }
}
