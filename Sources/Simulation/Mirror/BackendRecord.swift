import APIMachinery
import JSON

/// One place that a route sends requests to, and its part of them.
struct BackendRecord: Hashable, Sendable {
  let service: ObjectKey
  let weight: Int
  /// Empty for a Service; else the kind that the reference names.
  var foreignKind = ""

  init(service: ObjectKey, weight: Int, foreignKind: String = "") {
    self.service = service
    self.weight = weight
    self.foreignKind = foreignKind
  }

  /// A `backendRef` of an HTTPRoute: a Service unless it names another kind or group; without a weight it has 1.
  init?(backendReference json: JSONValue, in namespace: String) {
    guard let name = json["name"]?.stringValue else { return nil }
    let (group, kind) = (json["group"]?.stringValue ?? "", json["kind"]?.stringValue ?? "Service")
    self.init(
      service: ObjectKey(namespace: json["namespace"]?.stringValue ?? namespace, name: name),
      weight: max(0, json["weight"]?.intValue ?? 1),
      foreignKind: group.isEmpty && kind == "Service" ? "" : "\(group)/\(kind)"
    )
  }

  /// An entry of a TraefikService's `spec.weighted.services`; without a weight it has 1.
  init?(weightedService json: JSONValue, in namespace: String) {
    guard let name = json["name"]?.stringValue else { return nil }
    let kind = json["kind"]?.stringValue ?? "Service"
    self.init(
      service: ObjectKey(namespace: json["namespace"]?.stringValue ?? namespace, name: name),
      weight: max(0, json["weight"]?.intValue ?? 1),
      foreignKind: kind == "Service" ? "" : kind
    )
  }
}
