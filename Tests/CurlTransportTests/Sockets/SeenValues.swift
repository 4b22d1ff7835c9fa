import APIMachinery
import ControllerRuntime
import JSON
import Synchronization

/// The values of the counter in the order in which an informer told them.
final class SeenValues: Sendable {
  private struct State {
    var values: [Int] = []
    var waiting: (value: Int, task: CheckedContinuation<Void, Never>)?
  }

  private let state = Mutex(State())

  var all: [Int] { state.withLock { $0.values } }

  func note(_ change: StoreChange) {
    guard case .updated(_, let new) = change, !change.isResync,
      let value = new.json["data"]?["value"]?.stringValue.flatMap({ Int($0) })
    else { return }
    let waiting = state.withLock { state in
      state.values.append(value)
      guard let waiting = state.waiting, waiting.value <= value else {
        return nil as CheckedContinuation<Void, Never>?
      }
      state.waiting = nil
      return waiting.task
    }
    waiting?.resume()
  }

  /// Returns when a value was told; for one waiter at a time.
  func wait(for value: Int) async {
    await withCheckedContinuation { task in
      let isThere = state.withLock { state in
        if state.values.last ?? 0 >= value { return true }
        state.waiting = (value, task)
        return false
      }
      if isThere { task.resume() }
    }
  }
}
