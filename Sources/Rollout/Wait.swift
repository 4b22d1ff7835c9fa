package import Time

/// Something that a rollout waits for, with the instant at which waiting ends.
package struct Wait: Hashable, Sendable {
  package enum Reason: Hashable, Sendable, CaseIterable {
    /// The first revision has to become ready; what follows is an alarm, for there is nothing to go back to.
    case firstRevision
    /// Ready pods for the stop.
    case capacity
    /// The router has to accept the weight.
    case acceptance
    /// The requests have to show the weight.
    case measuredShare
    /// The stop's hold.
    case hold
    /// Enough requests to judge.
    case requests
    /// Readable metrics.
    case metrics
    /// Any verdict at all.
    case verdict
    /// What the spec depends on has to be readable.
    case spec
    /// The stable revision has to recover before the canary gets weight.
    case stableHealth
    /// A suspended revision starts again.
    case suspension
    /// The stable Service has to lead to the promoted pods.
    case repointing
    /// The router has to acknowledge that nothing is sent to the old place any more.
    case withdrawal
    /// The last requests finish.
    case drain
  }

  package let reason: Reason
  package let since: Timestamp
  package let deadline: Timestamp

  package init(_ reason: Reason, since: Timestamp, deadline: Timestamp) {
    self.reason = reason
    self.since = since
    self.deadline = deadline
  }
}
