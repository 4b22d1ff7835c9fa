import APIMachinery

/// One resource as discovery describes it, with its subresources.
struct DiscoveredResource: Sendable {
  struct Subresource: Sendable {
    let name: String
    let group: String
    let version: String
    let kind: String
    let verbs: [String]
  }

  let type: ResourceType
  let singular: String
  let shortNames: [String]
  let categories: [String]
  let verbs: [String]
  let subresources: [Subresource]

  init(_ resource: ServedResource) {
    type = resource.type
    singular = resource.singular
    shortNames = resource.shortNames
    categories = resource.categories
    verbs = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"]
    subresources = Self.subresources(of: resource)
  }

  /// A review: created to be answered, never stored.
  init(_ review: Review) {
    type = review.type
    verbs = ["create"]
    singular = type.kind.lowercased()
    shortNames = []
    categories = []
    subresources = []
  }

  private static func subresources(of resource: ServedResource) -> [Subresource] {
    let type = resource.type
    let changing = ["get", "patch", "update"]
    var list: [Subresource] = []
    if resource.hasStatus {
      list.append(
        Subresource(
          name: "status",
          group: type.group,
          version: type.version,
          kind: type.kind,
          verbs: changing
        )
      )
    }
    if resource.scale != nil {
      list.append(
        Subresource(
          name: "scale",
          group: "autoscaling",
          version: "v1",
          kind: "Scale",
          verbs: changing
        )
      )
    }
    return list + resource.otherSubresources.compactMap { podSubresources[$0] }
  }

  private static let podSubresources: [String: Subresource] = [
    "binding": Subresource(
      name: "binding",
      group: "",
      version: "v1",
      kind: "Binding",
      verbs: ["create"]
    ),
    "token": Subresource(
      name: "token",
      group: "authentication.k8s.io",
      version: "v1",
      kind: "TokenRequest",
      verbs: ["create"]
    ),
    "eviction": Subresource(
      name: "eviction",
      group: "policy",
      version: "v1",
      kind: "Eviction",
      verbs: ["create"]
    ),
    "proxy": core("proxy", "PodProxyOptions", ["create", "delete", "get", "patch", "update"]),
    "log": core("log", "Pod", ["get"]),
    "exec": core("exec", "PodExecOptions", ["create", "get"]),
    "attach": core("attach", "PodAttachOptions", ["create", "get"]),
    "portforward": core("portforward", "PodPortForwardOptions", ["create", "get"]),
  ]

  private static func core(_ name: String, _ kind: String, _ verbs: [String]) -> Subresource {
    Subresource(name: name, group: "", version: "v1", kind: kind, verbs: verbs)
  }
}
