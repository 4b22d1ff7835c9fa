import APIMachinery
import Forecast
import MetricsSource
import Planning
import Synchronization
import Time

/// What is kept in memory about one service, and can be lost: everything that must not be is in its status.
final class ServiceMemory: Sendable {
  struct State {
    var refusals: [Refusal] = []
    /// Objects that have a name of ours and are not ours, as far as the last passes know.
    var namesakes: [ActionID] = []
    var evidence: RequestEvidence?
    /// The revision that `evidence` is about.
    var evidenceRevision = ""
    /// The newest scrape of each pod, by UID.
    var scrapes: [String: PodScrape] = [:]
    var forecaster: LoadForecaster?
    /// The newest minute that was sampled.
    var sampledMinute: Int?
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
