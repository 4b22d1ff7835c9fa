import APIMachinery
import MetricsSource
import Planning
import Rollout
import Scaling
import Synchronization
import Time

/// What is kept in memory about one service, and can be lost: everything that must not be is in its status.
final class ServiceMemory: Sendable {
  struct State {
    var refusals: [Refusal] = []
    /// Objects that have a name of ours and are not ours, as far as the last passes know.
    var namesakes: [ActionID] = []
    /// When metrics were last asked for, and whether they still are.
    var orderedAt: Timestamp?
    var isBeingRead = false
    /// What was read and not yet taken in.
    var harvest: MetricsHarvest?
    var evidence: RolloutEvidence?
    /// The last answers to the user's queries.
    var queries: [QueryReading]?
    /// The pods, by UID, that were asked the last time.
    var asked: Set<String> = []
    /// Why one of the canary's pods was not read the last time.
    var complaint: String?
    /// Why nobody could be asked the last time.
    var problem: String?
    /// The newest scrape of each pod, by UID.
    var scrapes: [String: PodScrape] = [:]
    var load = LoadMemory()
    let bornAt: Timestamp
  }

  let uid: String
  private let state: Mutex<State>

  init(uid: String, bornAt: Timestamp) {
    self.uid = uid
    state = Mutex(State(bornAt: bornAt))
  }

  func withState<Result>(_ body: (inout sending State) -> sending Result) -> sending Result {
    state.withLock(body)
  }

  /// What was read since the last pass; the next one does not get it again.
  func takeHarvest() -> MetricsHarvest? {
    state.withLock { state in
      defer { state.harvest = nil }
      return state.harvest
    }
  }

  var refusals: [Refusal] { state.withLock(\.refusals) }

  func remember(_ refusals: [Refusal]) {
    state.withLock { $0.refusals = refusals }
  }

  var namesakes: [ActionID] { state.withLock(\.namesakes) }

  func add(_ namesakes: [ActionID]) {
    state.withLock { state in
      state.namesakes += namesakes.filter { !state.namesakes.contains($0) }
    }
  }

  func forget(_ namesake: ActionID) {
    state.withLock { $0.namesakes.removeAll { $0 == namesake } }
  }
}
