import Synchronization

/// Says whether this process may write at this very moment (L7).
///
/// The clock behind the stopwatch must count the time in which the machine was suspended: on Linux `ContinuousClock` is
/// `CLOCK_BOOTTIME`, which does; `SuspendingClock` is `CLOCK_MONOTONIC`, which does not, and a laptop that slept through its lease would
/// wake up as a leader. A process that was stopped (SIGSTOP) needs no more than that: it asks when it goes on.
final class LeaseFence: Sendable {
  private let stopwatch: Stopwatch
  private let validUntil = Mutex<Duration?>(nil)

  init(_ stopwatch: Stopwatch) {
    self.stopwatch = stopwatch
  }

  var isOpen: Bool {
    validUntil.withLock { validUntil in validUntil.map { stopwatch.elapsed < $0 } ?? false }
  }

  func open(until time: Duration) {
    validUntil.withLock { $0 = time }
  }

  func close() {
    validUntil.withLock { $0 = nil }
  }
}
