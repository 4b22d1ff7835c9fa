import APIMachinery
import JSON
import Time

/// A pod's status as kubelet and scheduler write it.
struct PodStatusReport: Sendable {
  private let pod: SimulatedPod
  private let object: APIObject

  init(_ pod: SimulatedPod, of object: APIObject) {
    self.pod = pod
    self.object = object
  }

  var json: JSONValue {
    var status: JSONObject = [
      "phase": pod.isRunning ? "Running" : "Pending",
      "conditions": .array(conditions + (pod.disruption.map { [$0] } ?? [])),
    ]
    status["qosClass"] = object.status["qosClass"]
    guard let scheduledAt = pod.scheduledAt else { return .object(status) }
    status["startTime"] = .string(scheduledAt.rfc3339)
    if let address = pod.hostAddress {
      status["hostIP"] = .string(address)
      status["hostIPs"] = [["ip": .string(address)]]
    }
    status["containerStatuses"] = .array(containers.map(containerStatus))
    if !pod.ip.isEmpty {
      status["podIP"] = .string(pod.ip)
      status["podIPs"] = [["ip": .string(pod.ip)]]
    }
    return .object(status)
  }

  private var containers: [JSONValue] { object.spec["containers"]?.arrayValue ?? [] }

  private var conditions: [JSONValue] {
    guard let scheduledAt = pod.scheduledAt else {
      return pod.refusal.isEmpty ? [] : [unscheduled]
    }
    let readiness: JSONValue = pod.isReady ? "True" : "False"
    var ready = condition("Ready", readiness, since: pod.readinessChangedAt)
    var containersReady = condition("ContainersReady", readiness, since: pod.readinessChangedAt)
    if !pod.isReady {
      let names = containers.compactMap { $0["name"]?.stringValue }.joined(separator: " ")
      for field in [
        ("reason", "ContainersNotReady"),
        ("message", "containers with unready status: [\(names)]"),
      ] {
        ready[field.0] = .string(field.1)
        containersReady[field.0] = .string(field.1)
      }
    }
    return [
      condition("PodScheduled", "True", since: scheduledAt),
      condition("Initialized", "True", since: scheduledAt), containersReady, ready,
    ]
  }

  private var unscheduled: JSONValue {
    var condition = condition("PodScheduled", "False", since: pod.createdAt)
    condition["reason"] = "Unschedulable"
    condition["message"] = .string(pod.refusal)
    return condition
  }

  private func condition(
    _ type: String,
    _ status: JSONValue,
    since: Timestamp
  ) -> JSONValue {
    [
      "type": .string(type), "status": status,
      "lastTransitionTime": .string(since.rfc3339),
    ]
  }

  private func containerStatus(_ container: JSONValue) -> JSONValue {
    let image = container["image"] ?? ""
    var status: JSONObject = [
      "name": container["name"] ?? "", "image": image, "imageID": image,
      "ready": .bool(pod.isReady), "started": .bool(pod.life.startedAt != nil),
      "restartCount": .integer(Int64(pod.restarts)), "state": state,
      "lastState": .object([:]),
    ]
    if let ended = pod.lastTermination, !showsTermination {
      status["lastState"] = ["terminated": terminated(ended)]
    }
    return .object(status)
  }

  /// A first crash is shown as the present state, until the process runs again or the kubelet backs off.
  private var showsTermination: Bool {
    switch pod.life {
    case .crashed(_, let backsOff): !backsOff
    case .lost: true
    case .unscheduled, .pulling, .pullFailed, .starting, .ready: false
    }
  }

  private var state: JSONValue {
    switch pod.life {
    case .unscheduled, .pulling: waiting("ContainerCreating", "")
    case .pullFailed(false, _):
      waiting("ErrImagePull", pod.pullError)
    case .pullFailed(true, _):
      waiting(
        "ImagePullBackOff",
        "Back-off pulling image \"\(pod.traits.image)\": ErrImagePull: \(pod.pullError)"
      )
    case .starting(let since, _), .ready(_, let since):
      ["running": ["startedAt": .string(since.rfc3339)]]
    case .crashed(_, true):
      waiting("CrashLoopBackOff", pod.backOffMessage)
    case .crashed(_, false), .lost:
      pod.lastTermination.map { ["terminated": terminated($0)] } ?? .object([:])
    }
  }

  private func waiting(_ reason: String, _ message: String) -> JSONValue {
    var detail: JSONValue = ["reason": .string(reason)]
    if !message.isEmpty { detail["message"] = .string(message) }
    return ["waiting": detail]
  }

  private func terminated(_ ended: ContainerTermination) -> JSONValue {
    [
      "exitCode": .integer(Int64(ended.exitCode)), "reason": .string(ended.reason),
      "startedAt": .string(ended.startedAt.rfc3339),
      "finishedAt": .string(ended.finishedAt.rfc3339),
    ]
  }
}
