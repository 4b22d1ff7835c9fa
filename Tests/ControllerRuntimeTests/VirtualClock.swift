import Synchronization
import Time

/// A clock that stands still until it is told to move.
final class VirtualClock: WallClock {
  struct Instant: InstantProtocol {
    var sinceStart: Duration

    func advanced(by duration: Duration) -> Instant {
      Instant(sinceStart: sinceStart + duration)
    }

    func duration(to other: Instant) -> Duration { other.sinceStart - sinceStart }

    static func < (left: Instant, right: Instant) -> Bool { left.sinceStart < right.sinceStart }
  }

  private struct Sleeper {
    let deadline: Duration
    let ticket: Int
    let continuation: CheckedContinuation<Bool, Never>
  }

  private struct State {
    var now: Duration = .zero
    var sleepers: [Sleeper] = []
    var nextTicket = 0
  }

  private let state = Mutex(State())

  var now: Instant { Instant(sinceStart: state.withLock { $0.now }) }
  var minimumResolution: Duration { .zero }
  var timestamp: Timestamp { Timestamp(epochSeconds: 1_767_225_600) + now.sinceStart }

  /// When the next sleeper wants to be woken.
  var nextDeadline: Duration? { state.withLock { $0.sleepers.map(\.deadline).min() } }

  func sleep(until deadline: Instant, tolerance: Duration?) async throws {
    let ticket = state.withLock { state in
      state.nextTicket += 1
      return state.nextTicket
    }
    let isDue = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        park(
          Sleeper(deadline: deadline.sinceStart, ticket: ticket, continuation: continuation)
        )
      }
    } onCancel: {
      giveUp(ticket)
    }
    guard isDue else { throw CancellationError() }
  }

  /// Moves on and wakes those whose time has come, in the order of their deadlines.
  func advance(to time: Duration) {
    let due = state.withLock { state in
      state.now = time
      let due = state.sleepers.filter { $0.deadline <= time }
      state.sleepers.removeAll { $0.deadline <= time }
      return due.sorted { ($0.deadline, $0.ticket) < ($1.deadline, $1.ticket) }
    }
    for sleeper in due { sleeper.continuation.resume(returning: true) }
  }

  private func park(_ sleeper: Sleeper) {
    let answer: Bool? = state.withLock { state in
      if Task.isCancelled { return false }
      if sleeper.deadline <= state.now { return true }
      state.sleepers.append(sleeper)
      return nil
    }
    if let answer { sleeper.continuation.resume(returning: answer) }
  }

  private func giveUp(_ ticket: Int) {
    let sleeper = state.withLock { state -> Sleeper? in
      guard let index = state.sleepers.firstIndex(where: { $0.ticket == ticket }) else {
        return nil
      }
      return state.sleepers.remove(at: index)
    }
    sleeper?.continuation.resume(returning: false)
  }
}
