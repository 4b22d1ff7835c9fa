import JSON

/// The Status column of a pod, and what else follows from the states of its containers (`printPod`).
struct PodStatusText {
  private(set) var reason: String
  private(set) var readyContainers = 0
  private(set) var restarts = 0
  /// RFC 3339; empty when nothing has restarted.
  private(set) var lastRestart = ""
  private let pod: JSONValue

  init(_ pod: JSONValue) {
    self.pod = pod
    let status = pod["status"] ?? .object([:])
    let phase = status["phase"]?.stringValue ?? ""
    let said = status["reason"]?.stringValue ?? ""
    reason = said.isEmpty ? phase : said
    if condition("PodScheduled")?["reason"] == "SchedulingGated" { reason = "SchedulingGated" }
    let isInitializing = readInitContainers()
    if !isInitializing || condition("Initialized")?["status"] == "True" { readContainers() }
    guard pod["metadata"]?["deletionTimestamp"] != nil else { return }
    if said == "NodeLost" {
      reason = "Unknown"
    } else if phase != "Succeeded", phase != "Failed" {
      reason = "Terminating"
    }
  }

  private func condition(_ type: String) -> JSONValue? {
    pod["status"]?["conditions"]?.arrayValue?.first { $0["type"]?.stringValue == type }
  }

  /// Whether some init container is yet to succeed; the reason then tells which.
  private mutating func readInitContainers() -> Bool {
    let statuses = pod["status"]?["initContainerStatuses"]?.arrayValue ?? []
    for (index, container) in statuses.enumerated() {
      note(restartsOf: container)
      let ended = container["state"]?["terminated"]
      if ended?["exitCode"]?.intValue == 0 { continue }
      if isSidecar(container), container["started"] == true {
        if container["ready"] == true { readyContainers += 1 }
        continue
      }
      let total = pod["spec"]?["initContainers"]?.arrayValue?.count ?? 0
      let waiting = container["state"]?["waiting"]?["reason"]?.stringValue ?? ""
      if let ended {
        reason = "Init:" + Self.ending(ended)
      } else if !waiting.isEmpty, waiting != "PodInitializing" {
        reason = "Init:" + waiting
      } else {
        reason = "Init:\(index)/\(total)"
      }
      return true
    }
    return false
  }

  private mutating func readContainers() {
    restarts = 0
    lastRestart = ""
    for container in pod["status"]?["initContainerStatuses"]?.arrayValue ?? []
    where isSidecar(container) {
      note(restartsOf: container)
    }
    var hasRunning = false
    for container in (pod["status"]?["containerStatuses"]?.arrayValue ?? []).reversed() {
      note(restartsOf: container)
      let state = container["state"] ?? .object([:])
      if let waiting = state["waiting"]?["reason"]?.stringValue, !waiting.isEmpty {
        reason = waiting
      } else if let ended = state["terminated"] {
        reason = Self.ending(ended)
      } else if container["ready"] == true, state["running"] != nil {
        hasRunning = true
        readyContainers += 1
      }
    }
    if reason == "Completed", hasRunning {
      reason = condition("Ready")?["status"] == "True" ? "Running" : "NotReady"
    }
  }

  private mutating func note(restartsOf container: JSONValue) {
    restarts += container["restartCount"]?.intValue ?? 0
    let ended = container["lastState"]?["terminated"]?["finishedAt"]?.stringValue ?? ""
    if ended > lastRestart { lastRestart = ended }
  }

  private func isSidecar(_ status: JSONValue) -> Bool {
    let containers = pod["spec"]?["initContainers"]?.arrayValue ?? []
    return containers.first { $0["name"] == status["name"] }?["restartPolicy"] == "Always"
  }

  private static func ending(_ ended: JSONValue) -> String {
    if let reason = ended["reason"]?.stringValue, !reason.isEmpty { return reason }
    if let signal = ended["signal"]?.intValue, signal != 0 { return "Signal:\(signal)" }
    return "ExitCode:\(ended["exitCode"]?.intValue ?? 0)"
  }
}
