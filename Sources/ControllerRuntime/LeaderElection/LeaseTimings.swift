/// How long a lease lasts, and how hard its holder and its candidates try (L1).
///
/// The holder stops writing `renewDeadline` after it *began* its last successful renewal; a candidate takes over `leaseDuration` after it
/// *heard* of that renewal. So the two are apart even where one machine's clock runs half as fast again as the other's: 15 s / 10 s.
package struct LeaseTimings: Hashable, Sendable {
  /// A candidate waits between one and 2.2 retry periods, so that many do not come at once (client-go's `JitterFactor`).
  package static let jitterFactor = 1.2
  /// client-go's figures.
  package static let standard = LeaseTimings(
    unchecked: .seconds(15),
    renewDeadline: .seconds(10),
    retryPeriod: .seconds(2)
  )

  /// What the lease promises to others; they may take it when it is unchanged for so long.
  package let leaseDuration: Duration
  /// The holder stops when no renewal has succeeded for so long.
  package let renewDeadline: Duration
  /// Between two renewals, and at least between two attempts of a candidate.
  package let retryPeriod: Duration
  /// The holder's liveness fails so long after the lease has run out (kube-controller-manager).
  package let healthTolerance = Duration.seconds(20)
  /// On shut-down, passes under way get so long; with two lease calls of 5 s after it, a pod is gone within its 30 s of grace.
  package var drainLimit = Duration.seconds(15)

  package init(
    leaseDuration: Duration,
    renewDeadline: Duration,
    retryPeriod: Duration
  ) throws(LeaseTimingsError) {
    self.init(
      unchecked: leaseDuration,
      renewDeadline: renewDeadline,
      retryPeriod: retryPeriod
    )
    guard retryPeriod > .zero else { throw .retryPeriodIsZero }
    guard leaseDuration == .seconds(wholeSeconds) else {
      throw .leaseDurationIsFractional(leaseDuration)
    }
    guard leaseDuration > renewDeadline else {
      throw .leaseDurationTooShort(leaseDuration, renewDeadline: renewDeadline)
    }
    guard renewDeadline > retryPeriod * Self.jitterFactor else {
      throw .renewDeadlineTooShort(renewDeadline, retryPeriod: retryPeriod)
    }
  }

  private init(unchecked leaseDuration: Duration, renewDeadline: Duration, retryPeriod: Duration) {
    self.leaseDuration = leaseDuration
    self.renewDeadline = renewDeadline
    self.retryPeriod = retryPeriod
  }

  /// The lease's own unit.
  var wholeSeconds: Int64 { leaseDuration.components.seconds }

  /// How long one call for the lease may take (L6): half the deadline, so that a second attempt fits in.
  var requestTimeout: Duration { max(.seconds(1), renewDeadline / 2) }
}
