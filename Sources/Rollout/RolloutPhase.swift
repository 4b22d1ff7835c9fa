package import Time

/// A phase carries exactly what is true in it.
package enum RolloutPhase: Hashable, Sendable {
  /// The first revision is coming up; there is nothing to go back to.
  case initializing(candidate: RevisionID, since: Timestamp)
  /// Every request reaches the stable revision; no candidate exists.
  case steady
  /// The canary is on its way and being judged.
  case progressing(Canary)
  /// The canary stands still until a verb or the cause goes away.
  case paused(Canary, PauseCause)
  /// The canary passed; it is being made the stable revision. There is no way back from here.
  case promoting(Promotion)
  /// The canary's requests go back to the stable revision.
  case rollingBack(Retreat)
  /// Every request reaches the stable revision again; left by a new revision or `retry`.
  case rolledBack(Rejection)
}
