import APIMachinery
import EmbeddedAPIServer

/// What a cluster writes without end, or by itself after everybody else is done.
enum TrialHousekeeping {
  /// Kinds that say nothing about whether a change is over, nor about its end.
  static let kinds = [
    "Event", "Lease", "Node", "Endpoints", "EndpointSlice",
  ]

  /// Whether a write keeps a change from being over.
  ///
  /// - Parameter isOperators: the operator's own writes count but for its events and leases, the cluster's only where they are about
  ///   more than pods, and not the autoscaler's reports on load.
  static func isRestless(_ record: WriteRecord, isOperators: Bool) -> Bool {
    if kinds.contains(record.type.kind) { return false }
    if isOperators { return true }
    if record.type == .pods { return false }
    return record.type != .horizontalPodAutoscalers || record.subresource != "status"
  }
}
