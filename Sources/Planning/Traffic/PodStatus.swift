package import APIMachinery
import JSON
import Time

/// Reads a pod's status as the rules need it.
package struct PodStatus {
  let pod: APIObject

  package init(_ pod: APIObject) {
    self.pod = pod
  }

  var readySince: Timestamp? {
    guard let ready = condition("Ready"), ready["status"]?.stringValue == "True" else { return nil }
    return ready["lastTransitionTime"]?.stringValue.flatMap(Timestamp.init(rfc3339:))
  }

  /// The scheduler's words when there is no node for the pod.
  var unschedulable: String? {
    guard let scheduled = condition("PodScheduled"), scheduled["status"]?.stringValue == "False",
      scheduled["reason"]?.stringValue == "Unschedulable"
    else { return nil }
    return scheduled["message"]?.stringValue ?? "the pod cannot be scheduled"
  }

  func condition(_ type: String) -> JSONValue? {
    pod.status["conditions"]?.arrayValue?.first { $0["type"]?.stringValue == type }
  }
}
