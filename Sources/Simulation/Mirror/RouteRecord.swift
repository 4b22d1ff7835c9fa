import APIMachinery
import JSON
import Time

/// An HTTPRoute as a gateway reads it: the weights of its first rule.
struct RouteRecord: MirroredObject {
  let key: ObjectKey
  let uid: String
  private(set) var resourceVersion: UInt64 = 0
  private(set) var generation = 0
  private(set) var parents: [JSONValue] = []
  private(set) var backends: [Backend] = []
  private(set) var status: JSONValue = .null
  /// When the gateway will report on the present state, once its report is out of date.
  var reportDueAt: Timestamp?

  struct Backend: Hashable, Sendable {
    let service: ObjectKey
    let weight: Int
    /// Empty for a Service; else the kind that the reference names.
    var foreignKind = ""
  }

  /// Backends are Services unless they name another kind or group.
  private static func foreignKind(of backend: JSONValue) -> String {
    let (group, kind) = (backend["group"]?.stringValue ?? "", backend["kind"]?.stringValue)
    return group.isEmpty && kind ?? "Service" == "Service" ? "" : "\(group)/\(kind ?? "")"
  }

  init(_ object: APIObject) {
    key = object.key
    uid = object.uid
    refresh(object)
  }

  mutating func refresh(_ object: APIObject) {
    resourceVersion = UInt64(object.resourceVersion) ?? 0
    generation = object.generation
    parents = object.spec["parentRefs"]?.arrayValue ?? []
    status = object.status
    backends = (object.spec["rules"]?[0]?["backendRefs"]?.arrayValue ?? []).compactMap { backend in
      guard let name = backend["name"]?.stringValue else { return nil }
      let namespace = backend["namespace"]?.stringValue ?? key.namespace
      return Backend(
        service: ObjectKey(namespace: namespace, name: name),
        weight: max(0, backend["weight"]?.intValue ?? 1),
        foreignKind: Self.foreignKind(of: backend)
      )
    }
  }
}
