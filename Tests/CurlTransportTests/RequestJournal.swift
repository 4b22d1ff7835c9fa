import Synchronization

/// What a server of a test saw, in order.
final class RequestJournal: Sendable {
  private let state = Mutex((connections: 0, lines: [String]()))

  var lines: [String] { state.withLock { $0.lines } }

  /// The number of a new connection.
  func connected() -> Int {
    state.withLock { state in
      state.connections += 1
      return state.connections
    }
  }

  func note(_ line: String) {
    state.withLock { $0.lines.append(line) }
  }
}

extension String {
  /// The word that follows a beginning; `nil` for a text that begins otherwise.
  func wordAfter(_ start: String) -> String? {
    guard hasPrefix(start) else { return nil }
    return String(dropFirst(start.count).prefix { !$0.isWhitespace })
  }
}
