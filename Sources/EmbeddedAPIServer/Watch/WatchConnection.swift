import Synchronization

/// Whether anyone still reads a watch, shared with the stream's reader.
///
/// A reader that leaves only raises a flag here: the stream may end in the middle of a write, while the server's lock is held.
final class WatchConnection: Sendable {
  private let hasEnded = Atomic(false)

  var isOpen: Bool { !hasEnded.load(ordering: .acquiring) }

  func end() { hasEnded.store(true, ordering: .releasing) }
}
