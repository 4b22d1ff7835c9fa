import APIMachinery
import EmbeddedAPIServer
import JSON
import PhysicsResources
import Synchronization
import Time

/// When the operator could first see a fault of the canary.
final class FaultClock: Sendable {
  private struct State {
    var sign: FaultSign?
    var stable = ""
    /// The revision that has answered 500.
    var failing: String?
    var seenAt: Timestamp?
  }

  private let state = Mutex(State())

  var seenAt: Timestamp? { state.withLock(\.seenAt) }

  /// Begins to look for a sign at pods of other revisions than stable.
  func watch(for sign: FaultSign, beside stable: String) {
    state.withLock { $0 = State(sign: sign, stable: stable) }
  }

  /// The canary has answered 500: the next scrape shows it.
  func noteFailure(of revision: String) {
    state.withLock { $0.failing = revision }
  }

  /// The API server forwards scrapes to pods.
  func note(_ request: RequestRecord) {
    guard request.target.contains("/proxy/") else { return }
    state.withLock { state in
      guard state.sign == .errors, state.seenAt == nil, let failing = state.failing,
        request.target.contains("-\(failing)-")
      else { return }
      state.seenAt = request.at
    }
  }

  func note(_ record: WriteRecord, at now: Timestamp) {
    guard record.type == .pods, let pod = record.new else { return }
    state.withLock { state in
      guard let sign = state.sign, state.seenAt == nil,
        pod.label(Keys.revision) != state.stable, pod.shows(sign)
      else { return }
      state.seenAt = now
    }
  }
}

extension APIObject {
  fileprivate func shows(_ sign: FaultSign) -> Bool {
    (status["containerStatuses"]?.arrayValue ?? []).contains { container in
      switch sign {
      case .errors:
        false
      case .termination:
        (container["lastState"]?["terminated"] ?? container["state"]?["terminated"]) != nil
      case .pullError:
        ["ErrImagePull", "ImagePullBackOff"].contains(
          container["state"]?["waiting"]?["reason"]?.stringValue ?? ""
        )
      }
    }
  }
}
