import Synchronization

/// Whether a process is still there.
final class ProcessLife: Sendable {
  private let isOver = Mutex(false)

  var isEnded: Bool { isOver.withLock(\.self) }

  func end() {
    isOver.withLock { $0 = true }
  }
}
