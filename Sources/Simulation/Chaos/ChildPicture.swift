import APIMachinery
package import EmbeddedAPIServer
import JSON
import PhysicsResources

/// The children of a service as far as its spec decides them: no versions, no times, no addresses, none of what is older than stable.
package struct ChildPicture: Hashable, Sendable {
  private struct Child: Hashable, Sendable {
    let name: String
    let json: JSONValue
  }

  private let children: [Child]

  private static let types: [ResourceType] = [
    .deployments, .services, .horizontalPodAutoscalers, .podDisruptionBudgets,
    .controllerRevisions, .httpRoutes, .traefikServices, .ingresses,
  ]

  package init(_ objects: ObjectAccess, in namespace: String, stable: String) {
    children = Self.types.flatMap { type in
      objects.list(type, namespace: namespace).compactMap { object -> Child? in
        guard object.name != "kubernetes", !Self.isHistory(object, type, stable) else { return nil }
        return Child(name: "\(type.kind) \(object.name)", json: Self.normal(object, type))
      }
    }
  }

  /// Old revisions stay to go back to, without pods.
  private static func isHistory(_ object: APIObject, _ type: ResourceType, _ stable: String) -> Bool
  {
    guard type == .controllerRevisions || type == .deployments else { return false }
    let replicas = object.spec["replicas"]?.intValue ?? 0
    return object.label(Keys.revision) != stable && replicas == 0
  }

  private static func normal(_ object: APIObject, _ type: ResourceType) -> JSONValue {
    var json = object.json
    json["status"] = nil
    json["metadata"] = [
      "labels": .object(object.labels), "owned": .bool(object.controllerOwner != nil),
    ]
    // How many there are is the autoscaler's business, the order of revisions that of their history.
    if type == .deployments { json["spec"]?["replicas"] = nil }
    if type == .controllerRevisions { json["revision"] = nil }
    for field in ["clusterIP", "clusterIPs"] { json["spec"]?[field] = nil }
    return json
  }

  /// What differs, in a sentence; `nil` when nothing does.
  package func difference(from other: ChildPicture) -> String? {
    let (names, others) = (children.map(\.name), other.children.map(\.name))
    if let extra = names.first(where: { !others.contains($0) }) {
      return "\(extra) is there, which an undisturbed service has not"
    }
    if let missing = others.first(where: { !names.contains($0) }) {
      return "\(missing) is missing, which an undisturbed service has"
    }
    for child in children {
      guard let twin = other.children.first(where: { $0.name == child.name }),
        let place = child.json.firstDifference(from: twin.json)
      else { continue }
      return "\(child.name) differs from an undisturbed one at \(place)"
    }
    return nil
  }
}
