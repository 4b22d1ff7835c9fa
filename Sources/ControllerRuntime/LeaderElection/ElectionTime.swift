package import Time

/// An instant as leader election needs it.
package struct ElectionTime: Hashable, Sendable {
  /// Since some fixed start, on a clock that no correction disturbs: all decisions are made by it (L2).
  package let elapsed: Duration
  /// The time of day, for people who look at the lease; no decision reads it, here or in the others' leases.
  package let timestamp: Timestamp

  package init(elapsed: Duration, timestamp: Timestamp) {
    self.elapsed = elapsed
    self.timestamp = timestamp
  }
}
