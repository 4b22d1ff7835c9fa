/// An instant in UTC, counted from 1970-01-01T00:00:00Z without leap seconds.
///
/// Every decision takes one of these as an argument; nothing in the deciding half asks for the time itself.
package struct Timestamp: Hashable, Comparable, Sendable {
  /// The distance to the Unix epoch; negative before it.
  package let sinceEpoch: Duration

  package init(sinceEpoch: Duration) {
    self.sinceEpoch = sinceEpoch
  }

  /// An instant a whole number of seconds after the Unix epoch.
  package init(epochSeconds: Int64) {
    self.init(sinceEpoch: .seconds(epochSeconds))
  }

  /// Whole seconds since the epoch, rounded towards the past.
  package var epochSeconds: Int64 {
    let (seconds, attoseconds) = sinceEpoch.components
    return attoseconds < 0 ? seconds - 1 : seconds
  }

  /// The instant with its fraction of a second cut off, as the Kubernetes API stores it.
  package var wholeSeconds: Timestamp { Timestamp(epochSeconds: epochSeconds) }

  package static func < (left: Timestamp, right: Timestamp) -> Bool {
    left.sinceEpoch < right.sinceEpoch
  }

  package static func + (instant: Timestamp, distance: Duration) -> Timestamp {
    Timestamp(sinceEpoch: instant.sinceEpoch + distance)
  }

  package static func - (instant: Timestamp, distance: Duration) -> Timestamp {
    Timestamp(sinceEpoch: instant.sinceEpoch - distance)
  }

  /// The distance between two instants; positive when `later` is later.
  package static func - (later: Timestamp, earlier: Timestamp) -> Duration {
    later.sinceEpoch - earlier.sinceEpoch
  }
}
