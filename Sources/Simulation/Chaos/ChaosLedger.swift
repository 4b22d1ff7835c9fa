import APIMachinery
import EmbeddedAPIServer
import JSON
import PhysicsResources
import Synchronization
import Time

/// What a chaos run keeps of its history: the digest of all of it, and what the operator wrote to children lately.
final class ChaosLedger: Sendable {
  private struct State {
    var digest = HistoryDigest()
    var writes = 0
    var childWrites: [String] = []
  }

  /// Objects of the operator's own, which it may write at rest: the lease, events, and the status with its hourly check-point.
  private static let own: [ResourceType] = [.leases, .events, .physicsAPIs]
  /// Enough to understand what is written over and over.
  private static let linesMax = 20

  private let state = Mutex(State())

  func note(_ record: WriteRecord, at now: Timestamp) {
    state.withLock { state in
      state.digest.add(record, at: now)
      state.writes += 1
      let isOurs = record.userAgent.hasPrefix(Keys.manager)
      guard isOurs, !Self.own.contains(record.type), state.childWrites.count < Self.linesMax
      else { return }
      state.childWrites.append(
        "\(record.verb.rawValue) \(record.type.plural) \(record.key) at rv \(record.resourceVersion)"
      )
    }
  }

  var digest: String { state.withLock(\.digest.text) }
  /// Of everybody.
  var writes: Int { state.withLock(\.writes) }

  /// What the operator wrote to children since the last call.
  func takeChildWrites() -> [String] {
    state.withLock { state in
      defer { state.childWrites = [] }
      return state.childWrites
    }
  }
}
