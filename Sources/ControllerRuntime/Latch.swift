import Synchronization

/// Lets tasks wait until something has happened, once and for all.
package final class Latch: Sendable {
  private struct State {
    var isOpen = false
    var nextTicket = 0
    var waiting: [Int: CheckedContinuation<Bool, Never>] = [:]
  }

  private let state = Mutex(State())

  package init() {}

  package var isOpen: Bool { state.withLock { $0.isOpen } }

  package func open() {
    let waiting = state.withLock { state in
      state.isOpen = true
      defer { state.waiting = [:] }
      return state.waiting.sorted { $0.key < $1.key }
    }
    for (_, continuation) in waiting { continuation.resume(returning: true) }
  }

  /// Returns once it is open; throws when the waiting task is cancelled first.
  package func wait() async throws(CancellationError) {
    let ticket = state.withLock { state in
      state.nextTicket += 1
      return state.nextTicket
    }
    let isOpen = await withTaskCancellationHandler {
      await withCheckedContinuation { park($0, ticket) }
    } onCancel: {
      giveUp(ticket)
    }
    guard isOpen else { throw CancellationError() }
  }

  /// Runs a body, and cancels it when the latch opens first; `nil` then.
  package func interrupting<Result: Sendable>(
    _ body: @escaping @Sendable () async -> Result
  ) async -> Result? {
    await withTaskGroup(of: Result?.self) { group in
      group.addTask { await body() }
      group.addTask {
        try? await self.wait()
        return nil
      }
      defer { group.cancelAll() }
      return await group.next() ?? nil
    }
  }

  private func park(_ continuation: CheckedContinuation<Bool, Never>, _ ticket: Int) {
    let answer: Bool? = state.withLock { state in
      if state.isOpen { return true }
      if Task.isCancelled { return false }
      state.waiting[ticket] = continuation
      return nil
    }
    if let answer { continuation.resume(returning: answer) }
  }

  private func giveUp(_ ticket: Int) {
    let continuation = state.withLock { $0.waiting.removeValue(forKey: ticket) }
    continuation?.resume(returning: false)
  }
}
