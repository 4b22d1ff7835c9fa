package import Time

/// The analysed revision takes over the stable role; no pod is restarted.
package struct Promotion: Hashable, Sendable {
  package enum Stage: Hashable, Sendable {
    /// `-stable`, at weight 0, is being pointed at the new revision.
    case repointing(since: Timestamp)
    /// The weight moves from `-canary` back to `-stable`; both lead to the same pods.
    case shifting(since: Timestamp)
    /// Nothing leads to the old revision any more; its last requests finish.
    case draining(since: Timestamp)
  }

  package let revision: RevisionID
  package let startedAt: Timestamp
  package var stage: Stage

  package init(revision: RevisionID, startedAt: Timestamp, stage: Stage) {
    self.revision = revision
    self.startedAt = startedAt
    self.stage = stage
  }
}
