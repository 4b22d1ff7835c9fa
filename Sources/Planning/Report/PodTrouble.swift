import APIMachinery
import JSON
import Rollout
import Time

/// A pod that does not serve, and why.
struct PodTrouble: Hashable, Comparable {
  let pod: String
  let reason: String
  /// Whether it will not mend itself by waiting.
  let isSick: Bool

  /// `nil` for a pod that is ready.
  init?(_ pod: APIObject, at now: Timestamp) {
    let status = PodStatus(pod)
    let fact = status.fact
    self.pod = pod.name
    let restarts = Self.restarts(of: pod)
    if fact.isLeaving {
      (reason, isSick) = ("leaving", false)
    } else if let wait = fact.waits.first {
      (reason, isSick) = (Self.sentence(wait.reason, restarts, fact), true)
    } else if let why = status.unschedulable {
      (reason, isSick) = ("unschedulable: \(why)", true)
    } else if status.readySince != nil {
      return nil
    } else if restarts > 0 {
      (reason, isSick) = (Self.sentence("not ready", restarts, fact), true)
    } else {
      let age = pod.creationTimestamp.map { now - $0 } ?? .zero
      (reason, isSick) = ("not ready for \(age.coarse)", false)
    }
  }

  private static func restarts(of pod: APIObject) -> Int {
    let containers = pod.status["containerStatuses"]?.arrayValue ?? []
    return containers.compactMap { $0["restartCount"]?.intValue }.max() ?? 0
  }

  private static func sentence(_ word: String, _ restarts: Int, _ fact: PodFact) -> String {
    var parts = [word]
    if restarts > 0 { parts.append(restarts == 1 ? "1 restart" : "\(restarts) restarts") }
    if let last = fact.exits.max(by: { $0.at < $1.at }) {
      parts.append("last exit \(last.exitCode) (\(last.reason))")
    }
    return parts.joined(separator: ", ")
  }

  static func < (left: PodTrouble, right: PodTrouble) -> Bool {
    left.isSick == right.isSick ? left.pod < right.pod : left.isSick
  }
}
