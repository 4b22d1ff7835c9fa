import JSON
import Time

/// What `kubectl get pods` shows.
enum PodColumns {
  static let columns: [PrinterColumn] = [
    PrinterColumn(name: "Ready") { pod, _ in .string(ready(pod)) },
    PrinterColumn(name: "Status") { pod, _ in .string(status(pod)) },
    PrinterColumn(name: "Restarts") { pod, now in .string(restarts(pod, now)) },
    .age(),
    .path("IP", ["status", "podIP"], missing: "<none>", priority: 1),
    .path("Node", ["spec", "nodeName"], missing: "<none>", priority: 1),
    .path("Nominated Node", ["status", "nominatedNodeName"], missing: "<none>", priority: 1),
    PrinterColumn(name: "Readiness Gates", priority: 1) { _, _ in "<none>" },
  ]

  private static func containerStatuses(_ pod: JSONValue) -> [JSONValue] {
    pod["status"]?["containerStatuses"]?.arrayValue ?? []
  }

  private static func ready(_ pod: JSONValue) -> String {
    let ready = containerStatuses(pod).count { $0["ready"]?.boolValue ?? false }
    return "\(ready)/\(pod["spec"]?["containers"]?.arrayValue?.count ?? 0)"
  }

  /// The phase, overruled by the reason of a pod, then by that of a container, then by its deletion.
  private static func status(_ pod: JSONValue) -> String {
    if pod["metadata"]?["deletionTimestamp"] != nil { return "Terminating" }
    let status = pod["status"] ?? .object([:])
    var shown = status["reason"]?.stringValue ?? status["phase"]?.stringValue ?? "Unknown"
    for container in containerStatuses(pod).reversed() {
      let state = container["state"] ?? .object([:])
      if let waiting = state["waiting"]?["reason"]?.stringValue, !waiting.isEmpty {
        shown = waiting
      } else if let ended = state["terminated"] {
        shown = ended["reason"]?.stringValue ?? "ExitCode:\(ended["exitCode"]?.intValue ?? 0)"
      }
    }
    return shown
  }

  private static func restarts(_ pod: JSONValue, _ now: Timestamp) -> String {
    let statuses = containerStatuses(pod)
    let count = statuses.reduce(0) { $0 + ($1["restartCount"]?.intValue ?? 0) }
    let last = statuses.compactMap {
      $0["lastState"]?["terminated"]?["finishedAt"]?.stringValue
    }.max()
    guard count > 0, let last else { return "\(count)" }
    return "\(count) (\(HumanDuration.age(since: last, now: now)) ago)"
  }
}
