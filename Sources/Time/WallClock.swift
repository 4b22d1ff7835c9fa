/// A clock that also knows the time of day.
///
/// Shells (reflectors, queues, scrapers) take one of these; production hands in the machine's clock and the simulator its virtual one,
/// so that the same code sleeps for ten minutes in both.
package protocol WallClock: Clock<Duration> {
  /// The present instant.
  var timestamp: Timestamp { get }
}
