import JSON
import Time

/// What `kubectl get pods` shows.
enum PodColumns {
  static let columns: [PrinterColumn] = [
    PrinterColumn(name: "Ready") { pod, _ in
      .string("\(PodStatusText(pod).readyContainers)/\(containers(of: pod))")
    },
    PrinterColumn(name: "Status") { pod, _ in .string(PodStatusText(pod).reason) },
    PrinterColumn(name: "Restarts") { pod, now in .string(restarts(pod, now)) },
    .age(),
    .path("IP", ["status", "podIP"], missing: "<none>", priority: 1),
    .path("Node", ["spec", "nodeName"], missing: "<none>", priority: 1),
    .path("Nominated Node", ["status", "nominatedNodeName"], missing: "<none>", priority: 1),
    PrinterColumn(name: "Readiness Gates", priority: 1) { pod, _ in .string(gates(pod)) },
  ]

  /// Rows of finished pods say so, for clients that hide them.
  static func conditions(of pod: JSONValue) -> JSONValue? {
    let (reason, message): (JSONValue, JSONValue)
    switch pod["status"]?["phase"]?.stringValue {
    case "Succeeded": (reason, message) = ("Succeeded", "The pod has completed successfully.")
    case "Failed": (reason, message) = ("Failed", "The pod failed.")
    default: return nil
    }
    return [["type": "Completed", "status": "True", "reason": reason, "message": message]]
  }

  /// Sidecars count, other init containers do not.
  private static func containers(of pod: JSONValue) -> Int {
    let sidecars = pod["spec"]?["initContainers"]?.arrayValue?.filter {
      $0["restartPolicy"] == "Always"
    }
    return (pod["spec"]?["containers"]?.arrayValue?.count ?? 0) + (sidecars?.count ?? 0)
  }

  private static func restarts(_ pod: JSONValue, _ now: Timestamp) -> String {
    let status = PodStatusText(pod)
    guard status.restarts > 0, !status.lastRestart.isEmpty else { return "\(status.restarts)" }
    return "\(status.restarts) (\(HumanDuration.age(since: status.lastRestart, now: now)) ago)"
  }

  private static func gates(_ pod: JSONValue) -> String {
    let gates = pod["spec"]?["readinessGates"]?.arrayValue ?? []
    guard !gates.isEmpty else { return "<none>" }
    let conditions = pod["status"]?["conditions"]?.arrayValue ?? []
    let met = gates.count { gate in
      conditions.contains { $0["type"] == gate["conditionType"] && $0["status"] == "True" }
    }
    return "\(met)/\(gates.count)"
  }
}
