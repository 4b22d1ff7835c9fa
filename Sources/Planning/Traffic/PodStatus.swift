import APIMachinery
import JSON
import Rollout
import Time

/// Reads a pod's status as the rules need it.
struct PodStatus {
  let pod: APIObject

  init(_ pod: APIObject) {
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

  var fact: PodFact {
    PodFact(
      name: pod.name,
      createdAt: pod.creationTimestamp ?? Timestamp(epochSeconds: 0),
      waitingReason: containers.compactMap { $0["state"]?["waiting"]?["reason"]?.stringValue }
        .first { $0 != "ContainerCreating" && $0 != "PodInitializing" } ?? "",
      restarts: containers.compactMap { $0["restartCount"]?.intValue }.max() ?? 0,
      lastTermination: containers.compactMap(termination).max { $0.at < $1.at },
      isLeaving: pod.isBeingDeleted
        || condition("DisruptionTarget")?["status"]?.stringValue == "True"
    )
  }

  private var containers: [JSONValue] {
    let status = pod.status
    return (status["initContainerStatuses"]?.arrayValue ?? [])
      + (status["containerStatuses"]?.arrayValue ?? [])
  }

  private func termination(of container: JSONValue) -> PodFact.Termination? {
    let ended = container["state"]?["terminated"] ?? container["lastState"]?["terminated"]
    guard let ended, let exitCode = ended["exitCode"]?.intValue else { return nil }
    return PodFact.Termination(
      exitCode: exitCode,
      at: ended["finishedAt"]?.stringValue.flatMap(Timestamp.init(rfc3339:))
        ?? Timestamp(epochSeconds: 0),
      reason: ended["reason"]?.stringValue ?? "Error"
    )
  }

  private func condition(_ type: String) -> JSONValue? {
    pod.status["conditions"]?.arrayValue?.first { $0["type"]?.stringValue == type }
  }
}
