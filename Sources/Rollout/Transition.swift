/// Something that happened in a pass and that people want to hear of, once.
package enum Transition: Hashable, Sendable {
  case becameReady(RevisionID)
  case started(RevisionID)
  case movedOn(RevisionID, weight: Int)
  case weightAccepted(RevisionID, weight: Int)
  case paused(RevisionID, PauseCause)
  case resumed(RevisionID)
  case promotionBegan(RevisionID)
  case promoted(RevisionID)
  case retreatBegan(RevisionID, Retreat.Cause)
  case rolledBack(Rejection)
  case withdrawn(RevisionID, Retreat.Cause)
  case retried(RevisionID)
  case pinned(Pin)
  case unpinned(Pin)
  /// A verb that does not apply in the present phase.
  case ignored(RolloutVerb, String)
}
