import JSON

/// What `kubectl get hpa` shows.
enum AutoscalerColumns {
  static let columns: [PrinterColumn] = [
    PrinterColumn(name: "Reference") { object, _ in
      let target = object.value(at: ["spec", "scaleTargetRef"]) ?? .object([:])
      return .string("\(target["kind"]?.stringValue ?? "")/\(target["name"]?.stringValue ?? "")")
    },
    PrinterColumn(name: "Targets") { object, _ in .string(targets(object)) },
    .path("MinPods", ["spec", "minReplicas"], missing: "<unset>"),
    .number("MaxPods", ["spec", "maxReplicas"]),
    .number("Replicas", ["status", "currentReplicas"]),
    .age(),
  ]

  private static func targets(_ autoscaler: JSONValue) -> String {
    let metrics = autoscaler.value(at: ["spec", "metrics"])?.arrayValue ?? []
    guard !metrics.isEmpty else { return "<none>" }
    let current = autoscaler.value(at: ["status", "currentMetrics"])?.arrayValue ?? []
    let texts = metrics.prefix(2).enumerated().map { index, metric in
      target(metric, current.indices.contains(index) ? current[index] : .object([:]))
    }
    let more = metrics.count > 2 ? " + \(metrics.count - 2) more..." : ""
    return texts.joined(separator: ", ") + more
  }

  /// `cpu: 35%/70%` for a resource, `250m/100` for pods, `1/2 (avg)` for an average of something outside.
  private static func target(_ metric: JSONValue, _ current: JSONValue) -> String {
    let source = source(of: metric)
    let wanted = source["target"] ?? .object([:])
    let found = Self.source(of: current)["current"] ?? .object([:])
    switch metric["type"]?.stringValue {
    case "Resource", "ContainerResource":
      let name = source["name"]?.stringValue ?? ""
      if let value = wanted["averageValue"]?.stringValue {
        return "\(name): \(found["averageValue"]?.stringValue ?? "<unknown>")/\(value)"
      }
      let now = found["averageUtilization"]?.intValue.map { "\($0)%" } ?? "<unknown>"
      let goal = wanted["averageUtilization"]?.intValue.map { "\($0)%" } ?? "<auto>"
      return "\(name): \(now)/\(goal)"
    case "Pods":
      return pair("averageValue", found, wanted)
    case "Object", "External":
      guard wanted["averageValue"] != nil else { return pair("value", found, wanted) }
      return pair("averageValue", found, wanted) + " (avg)"
    default: return "<unknown type>"
    }
  }

  private static func pair(_ field: String, _ found: JSONValue, _ wanted: JSONValue) -> String {
    "\(found[field]?.stringValue ?? "<unknown>")/\(wanted[field]?.stringValue ?? "0")"
  }

  private static func source(of metric: JSONValue) -> JSONValue {
    for field in ["resource", "pods", "object", "external", "containerResource"] {
      if let source = metric[field] { return source }
    }
    return .object([:])
  }
}
