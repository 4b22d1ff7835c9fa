import APIMachinery
package import EmbeddedAPIServer
import JSON
import PhysicsResources
import Synchronization
package import Time

/// Judges every write of the operator against the rollout invariants, at the resource version at which it was committed.
///
/// It sees the API's history alone, like an auditor: what the operator believed does not count.
package final class InvariantChecker: Sendable {
  private struct State {
    var objects: [String: APIObject] = [:]
    var violations: [String] = []
    /// When the route last gave a revision weight.
    var lastWeightAt: [String: Timestamp] = [:]
    var writes = 0
  }

  private let state = Mutex(State())
  private let drain: Duration
  private let now: @Sendable () -> Timestamp

  /// - Parameter drain: how long a revision must be without weight before its pods may go.
  package init(drain: Duration, now: @escaping @Sendable () -> Timestamp) {
    self.drain = drain
    self.now = now
  }

  /// One sentence per breach, in the order in which they happened.
  package var violations: [String] { state.withLock(\.violations) }

  /// Committed writes of the operator.
  package var writes: Int { state.withLock(\.writes) }

  package func observe(_ record: WriteRecord) {
    let instant = now()
    state.withLock { state in
      let world = RecordedWorld(objects: state.objects)
      if record.userAgent.hasPrefix(Keys.manager) {
        state.writes += 1
        let rules = InvariantRules(
          world: world,
          record: record,
          lastWeightAt: state.lastWeightAt,
          drain: drain,
          now: instant
        )
        let breaches = rules.breaches.map {
          "\(instant.rfc3339) rv \(record.resourceVersion) \(record.type.kind) \(record.key): \($0)"
        }
        state.violations += breaches
      }
      state.objects[RecordedWorld.name(record.type, record.key)] = record.new
      let after = RecordedWorld(objects: state.objects)
      for revision in after.weightedRevisions(of: record) {
        state.lastWeightAt[revision] = instant
      }
    }
  }
}
