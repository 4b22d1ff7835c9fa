import APIMachinery
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
    if fact.isLeaving {
      (reason, isSick) = ("leaving", false)
    } else if !fact.waitingReason.isEmpty {
      (reason, isSick) = (Self.sentence(fact.waitingReason, fact), true)
    } else if let why = status.unschedulable {
      (reason, isSick) = ("unschedulable: \(why)", true)
    } else if status.readySince != nil {
      return nil
    } else if fact.restarts > 0 {
      (reason, isSick) = (Self.sentence("not ready", fact), true)
    } else {
      (reason, isSick) = ("not ready for \((now - fact.createdAt).coarse)", false)
    }
  }

  private static func sentence(_ word: String, _ fact: PodFact) -> String {
    var parts = [word]
    if fact.restarts > 0 {
      parts.append(fact.restarts == 1 ? "1 restart" : "\(fact.restarts) restarts")
    }
    if let last = fact.lastTermination {
      parts.append("last exit \(last.exitCode) (\(last.reason))")
    }
    return parts.joined(separator: ", ")
  }

  static func < (left: PodTrouble, right: PodTrouble) -> Bool {
    left.isSick == right.isSick ? left.pod < right.pod : left.isSick
  }
}
