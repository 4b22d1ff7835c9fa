import APIMachinery
import EmbeddedAPIServer
import JSON
import PhysicsResources

/// The objects as the history of writes has left them.
struct RecordedWorld {
  let objects: [String: APIObject]

  static func name(_ type: ResourceType, _ key: ObjectKey) -> String { "\(type.plural)/\(key)" }

  func object(_ type: ResourceType, _ key: ObjectKey) -> APIObject? {
    objects[Self.name(type, key)]
  }

  /// The weights of a route by the name of the backend.
  static func weights(_ route: APIObject?) -> [(service: String, weight: Int)] {
    let backends = route?.spec["rules"]?[0]?["backendRefs"]?.arrayValue ?? []
    return backends.map { ($0["name"]?.stringValue ?? "", $0["weight"]?.intValue ?? 1) }
  }

  func selectedRevision(_ service: String, in namespace: String) -> String? {
    object(.services, ObjectKey(namespace: namespace, name: service))?
      .spec["selector"]?[Keys.revision]?.stringValue
  }

  func readyEndpoints(_ service: String, in namespace: String) -> Int {
    let slices = objects.keys.sorted().filter { $0.hasPrefix("endpointslices/\(namespace)/") }
      .compactMap { objects[$0] }
      .filter { $0.label("kubernetes.io/service-name") == service }
    return slices.flatMap { $0.json["endpoints"]?.arrayValue ?? [] }
      .count { $0["conditions"]?["ready"]?.boolValue ?? true }
  }

  /// Revisions that the route of a service gives weight to now.
  func weightedRevisions(of service: ObjectKey) -> [String] {
    Self.weights(object(.httpRoutes, service)).filter { $0.weight > 0 }
      .compactMap { selectedRevision($0.service, in: service.namespace) }
  }

  /// The same for whatever service a write belongs to.
  func weightedRevisions(of record: WriteRecord) -> [String] {
    guard let service = (record.new ?? record.old)?.label(Keys.service) else { return [] }
    return weightedRevisions(of: ObjectKey(namespace: record.key.namespace, name: service))
  }
}
