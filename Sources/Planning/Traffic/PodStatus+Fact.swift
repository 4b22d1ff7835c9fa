import APIMachinery
import JSON
package import Rollout
import Time

extension PodStatus {
  /// What health is judged on.
  package var fact: PodFact {
    let initial = containers("initContainerStatuses")
    let main = containers("containerStatuses")
    let initialExits = initial.flatMap(exits)
    // The containers proper begin when the initial ones have ended.
    let startOfMain = ([startOfPulls] + initialExits.map(\.at)).max() ?? startOfPulls
    return PodFact(
      name: pod.name,
      waits: initial.compactMap { wait(of: $0, since: startOfPulls) }
        + main.compactMap { wait(of: $0, since: startOfMain) },
      exits: initialExits + main.flatMap(exits),
      isLeaving: pod.isBeingDeleted
        || condition("DisruptionTarget")?["status"]?.stringValue == "True"
    )
  }

  private func containers(_ field: String) -> [JSONValue] {
    pod.status[field]?.arrayValue ?? []
  }

  /// When the kubelet could begin to pull: it knew the pod, and its sandbox stood (said since Kubernetes 1.29).
  private var startOfPulls: Timestamp {
    let accepted = instant(pod.status["startTime"]) ?? pod.creationTimestamp
    let sandbox = condition("PodReadyToStartContainers").flatMap { condition in
      condition["status"]?.stringValue == "True" ? instant(condition["lastTransitionTime"]) : nil
    }
    return [accepted, sandbox].compactMap(\.self).max() ?? Timestamp(epochSeconds: 0)
  }

  /// `nil` while the container runs, or is on its way.
  private func wait(of container: JSONValue, since start: Timestamp) -> PodFact.Wait? {
    guard let waiting = container["state"]?["waiting"], let reason = waiting["reason"]?.stringValue,
      reason != "ContainerCreating", reason != "PodInitializing"
    else { return nil }
    // A container that ran before began to wait when it ended.
    let ended = instant(container["lastState"]?["terminated"]?["finishedAt"])
    return PodFact.Wait(
      reason,
      message: waiting["message"]?.stringValue ?? "",
      since: [start, ended].compactMap(\.self).max() ?? start
    )
  }

  private func exits(of container: JSONValue) -> [PodFact.Exit] {
    let restarts = container["restartCount"]?.intValue ?? 0
    let state = container["state"]
    let present = state?["terminated"]
    let last = container["lastState"]?["terminated"]
    // While it runs, or has ended anew, the last restart came after the last exit shown in `lastState`.
    let isRestarted = state?["running"] != nil || present != nil
    return [
      exit(present, earlierExits: last == nil ? restarts : 0),
      exit(last, earlierExits: isRestarted ? restarts - 1 : restarts),
    ].compactMap(\.self)
  }

  private func exit(_ ended: JSONValue?, earlierExits: Int) -> PodFact.Exit? {
    guard let ended, let exitCode = ended["exitCode"]?.intValue,
      let at = instant(ended["finishedAt"])
    else { return nil }
    return PodFact.Exit(
      exitCode: exitCode,
      startedAt: instant(ended["startedAt"]),
      at: at,
      reason: ended["reason"]?.stringValue ?? "Error",
      earlierExits: max(earlierExits, 0)
    )
  }

  private func instant(_ value: JSONValue?) -> Timestamp? {
    value?.stringValue.flatMap(Timestamp.init(rfc3339:))
  }
}
