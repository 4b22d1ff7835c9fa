import EmbeddedAPIServer
import Synchronization
package import Transport

/// Stands before the faults: notes what the operator on trial sends, and buries with a process what that still waits for.
package final class TrialGate: HTTPHandler {
  private struct State {
    var last = 0
    /// By their numbers.
    var waiting: [Int: Task<StreamedResponse, Never>] = [:]
  }

  private let faults: FaultInjector
  private let ledger: TrialLedger
  private let state = Mutex(State())

  init(_ faults: FaultInjector, _ ledger: TrialLedger) {
    self.faults = faults
    self.ledger = ledger
  }

  package func respond(to request: HTTPRequest) async -> StreamedResponse {
    ledger.note(request)
    let (number, task) = state.withLock { state in
      state.last += 1
      let task = Task { [faults] in await faults.respond(to: request) }
      state.waiting[state.last] = task
      return (state.last, task)
    }
    let response = await withTaskCancellationHandler {
      await task.value
    } onCancel: {
      task.cancel()
    }
    state.withLock { $0.waiting[number] = nil }
    return response
  }

  /// Ends all delays at once, one after the other, and returns when nobody waits any more: what a fault holds back of a dead process
  /// arrives now rather than in the life of the next one.
  func bury() async {
    let tasks = state.withLock { state in state.waiting.sorted { $0.key < $1.key }.map(\.value) }
    for task in tasks {
      task.cancel()
      _ = await task.value
    }
  }
}
