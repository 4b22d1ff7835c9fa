import Time

/// Durations of a lease that cannot work.
package enum LeaseTimingsError: Error, Hashable, Sendable {
  case retryPeriodIsZero
  case leaseDurationIsFractional(Duration)
  case leaseDurationTooShort(Duration, renewDeadline: Duration)
  case renewDeadlineTooShort(Duration, retryPeriod: Duration)
}

extension LeaseTimingsError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .retryPeriodIsZero:
      "the retry period of the lease is 0s; give it at least some milliseconds, like 2s"
    case .leaseDurationIsFractional(let duration):
      "the lease duration \(duration.goDuration) is no whole number of seconds, "
        + "and a Lease can say nothing else; give it as 15s"
    case .leaseDurationTooShort(let duration, let deadline):
      "the lease duration \(duration.goDuration) must be longer than the renew deadline "
        + "\(deadline.goDuration), or a successor starts before its predecessor stops; "
        + "lengthen the one or shorten the other"
    case .renewDeadlineTooShort(let deadline, let period):
      "the renew deadline \(deadline.goDuration) must be longer than 1.2 times the retry period "
        + "\(period.goDuration), or one failed renewal loses the lease; "
        + "lengthen the one or shorten the other"
    }
  }
}
