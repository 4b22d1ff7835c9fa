package import Time

/// Time since it was made, on a clock's own count, which no correction of the time of day disturbs.
package struct Stopwatch: Sendable {
  private let reading: @Sendable () -> Duration

  package init(_ clock: some WallClock) {
    let start = clock.now
    reading = { start.duration(to: clock.now) }
  }

  package var elapsed: Duration { reading() }
}
