import Synchronization

/// Wakes the one task that waits for it; a ring that nobody waits for is remembered.
final class Bell: Sendable {
  fileprivate struct State {
    var hasRung = false
    var waiting: CheckedContinuation<Void, Never>?
  }

  private let state = Mutex(State())

  func ring() {
    state.withLock { state in
      state.hasRung = true
      return state.takeWaiting()
    }?.resume()
  }

  /// Returns after the next ring, or when the task is cancelled; takes the ring with it.
  func wait() async {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let isOver = state.withLock { state in
          if state.hasRung || Task.isCancelled { return true }
          state.waiting = continuation
          return false
        }
        if isOver { continuation.resume() }
      }
    } onCancel: {
      state.withLock { $0.takeWaiting() }?.resume()
    }
    if !Task.isCancelled { state.withLock { $0.hasRung = false } }
  }
}

extension Bell.State {
  fileprivate mutating func takeWaiting() -> CheckedContinuation<Void, Never>? {
    defer { waiting = nil }
    return waiting
  }
}
