package import APIMachinery
import Synchronization
package import Time

/// Keeps passes over an owner back until the copies show what earlier passes wrote for it (Q5).
package final class WriteGate: Sendable {
  private let state: Mutex<WriteGateState>
  private let stopwatch: Stopwatch
  private let seen: @Sendable (ResourceType) -> String?

  /// - Parameters:
  ///   - patience: how long a copy is waited for.
  ///   - seen: the version up to which the copy of a type shows everything; `nil` where there is no copy.
  package init(
    clock: any WallClock,
    patience: Duration = WriteGateState.patience,
    seen: @escaping @Sendable (ResourceType) -> String?
  ) {
    state = Mutex(WriteGateState(patience: patience))
    stopwatch = Stopwatch(clock)
    self.seen = seen
  }

  /// The gate of these informers' copies; a type of which there is no copy is not waited for.
  package convenience init(
    clock: any WallClock,
    patience: Duration = WriteGateState.patience,
    informers: [Informer]
  ) {
    let byType = Dictionary(informers.map { ($0.type, $0) }) { first, _ in first }
    self.init(clock: clock, patience: patience) { byType[$0]?.lastSeenResourceVersion }
  }

  /// Notes the answer to a write.
  package func record(_ object: APIObject, as type: ResourceType, for owner: ObjectKey) {
    let now = stopwatch.elapsed
    state.withLock { $0.record(type, object.resourceVersion, for: owner, now: now) }
  }

  /// How long to wait before asking again; `nil` when a pass over the owner may begin.
  package func pause(before owner: ObjectKey) -> Duration? {
    let now = stopwatch.elapsed
    return state.withLock { $0.pause(before: owner, now: now, seen: seen) }
  }

  package func forget(_ owner: ObjectKey) {
    state.withLock { $0.forget(owner) }
  }
}
