import JSON

/// What `kubectl get nodes` shows.
enum NodeColumns {
  static let columns: [PrinterColumn] = [
    PrinterColumn(name: "Status") { node, _ in .string(status(node)) },
    PrinterColumn(name: "Roles") { node, _ in .string(roles(node)) },
    .age(),
    .path("Version", ["status", "nodeInfo", "kubeletVersion"]),
    address("Internal-IP", "InternalIP"),
    address("External-IP", "ExternalIP"),
    info("OS-Image", "osImage"),
    info("Kernel-Version", "kernelVersion"),
    info("Container-Runtime", "containerRuntimeVersion"),
  ]

  private static func info(_ name: String, _ field: String) -> PrinterColumn {
    PrinterColumn(name: name, priority: 1) { node, _ in
      let text = node.value(at: ["status", "nodeInfo", field])?.stringValue ?? ""
      return .string(text.isEmpty ? "<unknown>" : text)
    }
  }

  private static func status(_ node: JSONValue) -> String {
    let conditions = node.value(at: ["status", "conditions"])?.arrayValue ?? []
    let ready = conditions.first { $0["type"] == "Ready" }
    let text = ready.map { $0["status"] == "True" ? "Ready" : "NotReady" } ?? "Unknown"
    let isCordoned = node.value(at: ["spec", "unschedulable"])?.boolValue ?? false
    return isCordoned ? text + ",SchedulingDisabled" : text
  }

  private static func roles(_ node: JSONValue) -> String {
    let prefix = "node-role.kubernetes.io/"
    let labels = node.value(at: ["metadata", "labels"])?.objectValue?.keys ?? []
    let roles = labels.filter { $0.hasPrefix(prefix) && $0.count > prefix.count }.map {
      String($0.dropFirst(prefix.count))
    }
    return roles.isEmpty ? "<none>" : roles.joined(separator: ",")
  }

  private static func address(_ name: String, _ type: String) -> PrinterColumn {
    PrinterColumn(name: name, priority: 1) { node, _ in
      let addresses = node.value(at: ["status", "addresses"])?.arrayValue ?? []
      let found = addresses.first { $0["type"]?.stringValue == type }
      return found?["address"] ?? "<none>"
    }
  }
}
