import APIMachinery
import JSON
import Time

/// Since when a pod is ready.
enum PodReadiness {
  static func since(_ pod: APIObject) -> Timestamp? {
    let ready = pod.status["conditions"]?.arrayValue?.first { $0["type"]?.stringValue == "Ready" }
    guard let ready, ready["status"]?.stringValue == "True" else { return nil }
    return ready["lastTransitionTime"]?.stringValue.flatMap(Timestamp.init(rfc3339:))
  }
}
