import Synchronization
package import Time

/// A clock that moves only when its owner says so; whoever sleeps on it wakes when the time has come.
///
/// Wakes happen in the order of deadlines, and of calls to `sleep` among equal deadlines.
package final class VirtualClock: WallClock {
  package struct Instant: InstantProtocol {
    package let timestamp: Timestamp

    package init(_ timestamp: Timestamp) {
      self.timestamp = timestamp
    }

    package func advanced(by duration: Duration) -> Instant { Instant(timestamp + duration) }

    package func duration(to other: Instant) -> Duration { other.timestamp - timestamp }

    package static func < (left: Instant, right: Instant) -> Bool {
      left.timestamp < right.timestamp
    }
  }

  private struct State {
    var now: Timestamp
    var sleepers = SleeperHeap()
    var nextSequence: UInt64 = 0
  }

  private let state: Mutex<State>

  package init(_ start: Timestamp) {
    state = Mutex(State(now: start))
  }

  package var timestamp: Timestamp { state.withLock { $0.now } }
  package var now: Instant { Instant(timestamp) }
  package var minimumResolution: Duration { .nanoseconds(1) }

  /// When the next sleeper wants to wake.
  package var nextDeadline: Timestamp? { state.withLock { $0.sleepers.first?.deadline } }

  package func sleep(until deadline: Instant, tolerance: Duration?) async throws {
    let sequence = state.withLock { state in
      state.nextSequence += 1
      return state.nextSequence
    }
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        let sleeper = Sleeper(
          deadline: deadline.timestamp,
          sequence: sequence,
          continuation: continuation
        )
        register(sleeper)?.settle()
      }
    } onCancel: {
      state.withLock { $0.sleepers.remove(sequence) }?.continuation.resume(
        throwing: CancellationError()
      )
    }
  }

  /// Moves the time and wakes everybody whose deadline has come; a time in the past is ignored.
  package func advance(to instant: Timestamp) {
    let due = state.withLock { state in
      state.now = max(state.now, instant)
      return state.sleepers.removeDue(at: state.now)
    }
    for sleeper in due { sleeper.continuation.resume() }
  }

  /// Keeps the sleeper, or gives back what to do at once because there is nothing to wait for.
  private func register(_ sleeper: Sleeper) -> SettledSleep? {
    state.withLock { state in
      if Task.isCancelled { return .cancelled(sleeper) }
      if sleeper.deadline <= state.now { return .due(sleeper) }
      state.sleepers.insert(sleeper)
      return nil
    }
  }
}
