import PhysicsResources
import Synchronization

/// What the operator itself counts; the rest is counted by the runtime and the client.
final class OperatorCounters: Sendable {
  private let suppressedWriteCount = Atomic(0)
  private let outcomeCounts = Mutex<[RolloutOutcome: Int]>([:])

  /// Objects and statuses that were compared and not sent, because the write would have changed nothing.
  var suppressedWrites: Int { suppressedWriteCount.load(ordering: .relaxed) }

  /// Rollouts that ended, by how.
  var outcomes: [RolloutOutcome: Int] { outcomeCounts.withLock { $0 } }

  /// Counts the rollouts that stand in a status that was just written and not in the one before.
  func noteOutcomes(in written: PhysicsAPIStatus, after previous: PhysicsAPIStatus) {
    let new = written.history.filter { !previous.history.contains($0) }.compactMap(\.outcome)
    guard !new.isEmpty else { return }
    outcomeCounts.withLock { counts in
      for outcome in new { counts[outcome, default: 0] += 1 }
    }
  }

  func noteSuppressedWrites(_ count: Int) {
    suppressedWriteCount.wrappingAdd(count, ordering: .relaxed)
  }
}
