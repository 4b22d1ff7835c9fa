import EmbeddedAPIServer
import Synchronization
import Time

/// When the operator's scrapes could first see errors, and when the canary had no weight any more.
final class ScrapeLog: Sendable {
  private struct State {
    var errorsSince: Timestamp?
    var revision = ""
    var firstBad: Timestamp?
    var weightZero: Timestamp?
  }

  private let state = Mutex(State())

  /// The API server forwards scrapes to pods.
  func note(_ request: RequestRecord) {
    guard request.target.contains("/proxy/") else { return }
    state.withLock { state in
      guard let since = state.errorsSince, request.at >= since, state.firstBad == nil,
        request.target.contains("-\(state.revision)-")
      else { return }
      state.firstBad = request.at
    }
  }

  func errorsExist(since now: Timestamp, at revision: String) {
    state.withLock { state in
      state.errorsSince = state.errorsSince ?? now
      state.revision = revision
    }
  }

  func weightIsZero(at now: Timestamp) {
    state.withLock { $0.weightZero = $0.weightZero ?? now }
  }

  func forget() { state.withLock { $0 = State() } }

  var firstBad: Timestamp? { state.withLock(\.firstBad) }
  var weightZero: Timestamp? { state.withLock(\.weightZero) }
}
