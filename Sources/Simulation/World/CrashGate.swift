import Synchronization

/// Counts the operator's writes and says at which one it dies.
final class CrashGate: Sendable {
  private struct State {
    var count = 0
    var fatalWrite: Int?
    var hasFired = false
  }

  private let state = Mutex(State())

  /// Dies after the n-th write from now on, counted from 1; `nil` never.
  func arm(_ writes: Int?) {
    state.withLock { state in
      state.fatalWrite = writes.map { $0 + state.count }
      state.hasFired = false
    }
  }

  /// Called when a write is committed; `true` when the process must not hear of it any more.
  func passWrite() -> Bool {
    state.withLock { state in
      state.count += 1
      if state.count == state.fatalWrite { state.hasFired = true }
      return state.hasFired
    }
  }

  var count: Int { state.withLock(\.count) }
  var hasFired: Bool { state.withLock(\.hasFired) }
}
