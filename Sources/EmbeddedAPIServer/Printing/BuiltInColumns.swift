import APIMachinery
import JSON
import Time

/// The columns of the built-in kinds (`pkg/printers/internalversion/printers.go`).
enum BuiltInColumns {
  static func of(_ type: ResourceType) -> PrinterColumns {
    // Events are told apart by what they say, not by name.
    let isEvent = type == .coreEvents || type == .events
    return PrinterColumns(columns: (isEvent ? [] : [.name]) + own(type))
  }

  private static func own(_ type: ResourceType) -> [PrinterColumn] {
    switch type {
    case .pods: PodColumns.columns
    case .deployments: WorkloadColumns.deployment
    case .replicaSets: WorkloadColumns.replicaSet
    case .controllerRevisions: WorkloadColumns.controllerRevision
    case .horizontalPodAutoscalers: AutoscalerColumns.columns
    case .podDisruptionBudgets: WorkloadColumns.budget
    case .services: NetworkColumns.service
    case .endpoints: NetworkColumns.endpoints
    case .endpointSlices: NetworkColumns.endpointSlice
    case .ingresses: NetworkColumns.ingress
    case .coreEvents, .events: EventColumns.columns
    case .configMaps: [.count("Data", "data", "binaryData"), .age()]
    case .secrets: [.path("Type", ["type"]), .count("Data", "data"), .age()]
    case .serviceAccounts: [.count("Secrets", "secrets"), .age()]
    case .namespaces: [.path("Status", ["status", "phase"]), .age()]
    case .nodes: NodeColumns.columns
    case .leases: [.path("Holder", ["spec", "holderIdentity"]), .age()]
    case .roleBindings, .clusterRoleBindings: BindingColumns.columns
    case .roles, .clusterRoles, .customResourceDefinitions: [.createdAt]
    default: [.age()]
    }
  }
}

extension PrinterColumn {
  /// The instant of creation, as kinds without columns of their own show it.
  static let createdAt = PrinterColumn(
    name: "Created At",
    type: "date",
    help: ageHelp
  ) { object, _ in object["metadata"]?["creationTimestamp"] ?? "" }

  /// A field as text; `missing` where it is absent.
  static func path(
    _ name: String,
    _ path: [String],
    missing: String = "",
    priority: Int = 0
  ) -> PrinterColumn {
    PrinterColumn(name: name, priority: priority) { object, _ in
      let value = object.value(at: path) ?? .null
      return .string(value.isNull ? missing : value.stringValue ?? value.jsonText)
    }
  }

  /// A field as a number; 0 where it is absent.
  static func number(_ name: String, _ path: [String]) -> PrinterColumn {
    PrinterColumn(name: name, type: "integer") { object, _ in object.value(at: path) ?? 0 }
  }

  /// How many entries some fields have together.
  static func count(_ name: String, _ fields: String...) -> PrinterColumn {
    PrinterColumn(name: name, type: "string") { object, _ in
      let counts = fields.map {
        object[$0]?.objectValue?.count ?? object[$0]?.arrayValue?.count ?? 0
      }
      return .integer(Int64(counts.reduce(0, +)))
    }
  }
}
