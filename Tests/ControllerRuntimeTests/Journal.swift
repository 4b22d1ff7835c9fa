import Synchronization

/// What happened, in order, written by tasks and read by the test.
final class Journal: Sendable {
  private let state = Mutex<[String]>([])

  var lines: [String] { state.withLock { $0 } }
  var count: Int { lines.count }

  func note(_ line: String) {
    state.withLock { $0.append(line) }
  }
}
