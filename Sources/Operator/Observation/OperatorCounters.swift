import Synchronization

/// What the operator itself counts; the rest is counted by the runtime and the client.
final class OperatorCounters: Sendable {
  private let suppressedWriteCount = Atomic(0)

  /// Objects and statuses that were compared and not sent, because the write would have changed nothing.
  var suppressedWrites: Int { suppressedWriteCount.load(ordering: .relaxed) }

  func noteSuppressedWrites(_ count: Int) {
    suppressedWriteCount.wrappingAdd(count, ordering: .relaxed)
  }
}
