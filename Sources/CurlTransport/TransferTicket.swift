import Synchronization

/// Identifies one transfer to both sides.
///
/// A task may be cancelled before its order has reached the curl thread; the mark outlives that
/// race, where a letter would come too early.
final class TransferTicket: Sendable {
  private let cancelled = Atomic(false)

  var isCancelled: Bool { cancelled.load(ordering: .acquiring) }

  func cancel() {
    cancelled.store(true, ordering: .releasing)
  }
}
