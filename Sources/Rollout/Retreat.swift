package import Time

/// A canary on its way out.
package struct Retreat: Hashable, Sendable {
  package enum Stage: Hashable, Sendable {
    /// Weight 0 is written but not yet acknowledged.
    case returning(since: Timestamp)
    /// Weight 0 is acknowledged; requests still arrive.
    case verifying(acceptedAt: Timestamp)
    /// No request is sent to it any more; its last ones finish.
    case draining(since: Timestamp)
  }

  package enum Cause: Hashable, Sendable {
    /// Rejected: it will not get weight again without `retry`.
    case failed(Finding)
    /// The stable revision was sick as well: nothing is known of this one, so it is not rejected.
    case suspended(String)
    /// The spec names another new revision.
    case superseded
    /// The spec names the stable revision again.
    case reverted
    /// The spec names another router: the same revision starts again there.
    case rerouted
  }

  package let revision: RevisionID
  package let startedAt: Timestamp
  package let cause: Cause
  package var stage: Stage

  package init(revision: RevisionID, startedAt: Timestamp, cause: Cause, stage: Stage) {
    self.revision = revision
    self.startedAt = startedAt
    self.cause = cause
    self.stage = stage
  }
}
