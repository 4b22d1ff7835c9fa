import APIMachinery
import JSON

/// What `kubectl get` shows of Deployments, ReplicaSets, revisions and budgets.
enum WorkloadColumns {
  static let deployment: [PrinterColumn] =
    [
      PrinterColumn(name: "Ready") { object, _ in
        let ready = object.value(at: ["status", "readyReplicas"])?.intValue ?? 0
        return .string("\(ready)/\(object.value(at: ["spec", "replicas"])?.intValue ?? 0)")
      },
      .number("Up-to-date", ["status", "updatedReplicas"]),
      .number("Available", ["status", "availableReplicas"]),
      .age(),
    ] + template

  static let replicaSet: [PrinterColumn] =
    [
      .number("Desired", ["spec", "replicas"]),
      .number("Current", ["status", "replicas"]),
      .number("Ready", ["status", "readyReplicas"]),
      .age(),
    ] + template

  static let controllerRevision: [PrinterColumn] = [
    PrinterColumn(name: "Controller") { object, _ in
      let owner = APIObject(object).controllerOwner
      guard let owner else { return "<none>" }
      let group = owner.apiVersion.split(separator: "/").dropLast().first
      let kind = owner.kind.lowercased() + (group.map { ".\($0)" } ?? "")
      return .string("\(kind)/\(owner.name)")
    },
    .number("Revision", ["revision"]),
    .age(),
  ]

  static let budget: [PrinterColumn] = [
    .path("Min Available", ["spec", "minAvailable"], missing: "N/A"),
    .path("Max Unavailable", ["spec", "maxUnavailable"], missing: "N/A"),
    .number("Allowed Disruptions", ["status", "disruptionsAllowed"]),
    .age(),
  ]

  private static let template: [PrinterColumn] = [
    containers("Containers", field: "name"),
    containers("Images", field: "image"),
    PrinterColumn(name: "Selector", priority: 1) { object, _ in
      let selector = object.value(at: ["spec", "selector"]).flatMap(LabelSelector.init(json:))
      return .string(selector?.query ?? "<none>")
    },
  ]

  private static func containers(_ name: String, field: String) -> PrinterColumn {
    PrinterColumn(name: name, priority: 1) { object, _ in
      let containers = object.value(at: ["spec", "template", "spec", "containers"])?.arrayValue
      let texts = (containers ?? []).map { $0[field]?.stringValue ?? "" }
      return .string(texts.joined(separator: ","))
    }
  }
}
