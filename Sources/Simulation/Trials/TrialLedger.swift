import APIMachinery
import EmbeddedAPIServer
import Synchronization
package import Time
import Transport

/// What an operator asks of a cluster and what is written there, by whomever.
///
/// All requests that come over the wire are the operator's; everybody else lives in the cluster's own process.
package final class TrialLedger: Sendable {
  /// The last write that says that something is still going on.
  package struct Unrest: Hashable, Sendable {
    package let at: Timestamp
    /// `update of Deployment default/web by operator/1.0`.
    package let text: String
  }

  private struct State {
    var requests = 0
    var committed = 0
    /// Up to the last write that says that something is still going on: leases are renewed for ever.
    var lasting = 0
    var begun = 0
    var agents: Set<String> = []
    var watched: Set<String> = []
    var versions: [String: Int] = [:]
    var writes: [String: Int] = [:]
    var unrest: Unrest?
  }

  private let state = Mutex(State())
  private let now: @Sendable () -> Timestamp

  init(now: @escaping @Sendable () -> Timestamp) {
    self.now = now
  }

  /// Requests of the operator that have come, whatever became of them.
  package var requests: Int { state.withLock(\.requests) }

  package var unrest: Unrest? { state.withLock(\.unrest) }

  /// Begins to count anew.
  func begin() {
    state.withLock { state in
      state.begun = state.committed
      state.lasting = state.committed
      state.versions = [:]
      state.writes = [:]
    }
  }

  /// What has been done since `begin`: the operator's writes up to the last one that counts, and versions of the kinds that it watches.
  var census: ChangeCensus {
    state.withLock { state in
      ChangeCensus(
        writes: state.lasting - state.begun,
        versions: state.versions.filter { state.watched.contains($0.key) }
      )
    }
  }

  /// How often the operator has written each object.
  package var writes: [String: Int] { state.withLock(\.writes) }

  /// A request that has come.
  func note(_ request: HTTPRequest) {
    state.withLock { state in
      state.requests += 1
      state.agents.insert(request.headers["User-Agent"] ?? "")
    }
  }

  /// A request that the server has answered.
  func note(_ request: RequestRecord) {
    state.withLock { state in
      if request.isCommitted { state.committed += 1 }
      if let kind = request.watchedKind { state.watched.insert(kind) }
    }
  }

  func note(_ write: WriteRecord) {
    let now = now()
    state.withLock { state in
      state.versions[write.type.plural, default: 0] += 1
      let isOperators = state.agents.contains(write.userAgent)
      guard TrialHousekeeping.isRestless(write, isOperators: isOperators) else { return }
      let object = "\(write.type.kind) \(write.key)"
      if isOperators {
        state.writes[object, default: 0] += 1
        // This one is answered only now.
        state.lasting = state.committed + 1
      }
      let verb = write.subresource.isEmpty ? "" : " (\(write.subresource))"
      state.unrest = Unrest(
        at: now,
        text: "\(write.verb.rawValue) of \(object)\(verb) by \(write.userAgent)"
      )
    }
  }
}

extension RequestRecord {
  /// Whether it counts as a write of a fault script.
  fileprivate var isCommitted: Bool {
    isMutating && (200..<300).contains(status) && !target.contains("dryRun=")
  }
}
