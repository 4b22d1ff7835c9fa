import APIMachinery
import EmbeddedAPIServer

/// What a cluster writes without end, or by itself after everybody else is done.
enum TrialHousekeeping {
  /// Kinds that say nothing about whether a change is over, nor about its end.
  private static let types: [ResourceType] = [
    .coreEvents, .events, .leases, .nodes, .endpoints, .endpointSlices,
  ]

  /// Of another group, a kind of the same name is the operator's own.
  static func includes(_ kind: String, of group: String) -> Bool {
    types.contains { $0.kind == kind && $0.group == group }
  }

  /// Whether a write keeps a change from being over.
  ///
  /// - Parameter isOperators: the operator's own writes count but for its events and leases, the cluster's only where they are about
  ///   more than pods, and not the autoscaler's reports on load.
  static func isRestless(_ record: WriteRecord, isOperators: Bool) -> Bool {
    if includes(record.type.kind, of: record.type.group) { return false }
    if isOperators { return true }
    if record.type == .pods { return false }
    return record.type != .horizontalPodAutoscalers || record.subresource != "status"
  }
}
