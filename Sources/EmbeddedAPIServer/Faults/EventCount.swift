import Synchronization

/// Counts the events of all watches that a rule is about: they end and begin again, and a rule lives longer.
final class EventCount: Sendable {
  private let count = Mutex(0)

  /// Counts one more; returns how many came before it.
  func next() -> Int {
    count.withLock { count in
      defer { count += 1 }
      return count
    }
  }
}
