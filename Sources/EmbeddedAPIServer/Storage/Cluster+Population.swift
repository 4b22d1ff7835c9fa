import APIMachinery
import JSON

extension Cluster {
  /// What a new cluster has before anyone writes to it.
  mutating func populate(
    installsGatewayAPI: Bool,
    installsTraefik: Bool,
    installsDefaultRoles: Bool
  ) {
    for name in ["default", "kube-node-lease", "kube-public", "kube-system"] {
      install(APIObject(.namespaces, ObjectKey(namespace: "", name: name)).json, .namespaces)
    }
    for definition in installsGatewayAPI ? GatewayAPI.definitions : [] {
      install(definition, .customResourceDefinitions)
    }
    if installsTraefik { install(TraefikServiceSchema.definition, .customResourceDefinitions) }
    for (type, role) in installsDefaultRoles ? DefaultRoles.objects : [] { install(role, type) }
    unreported = []
  }

  /// Creates an object that is known to be valid; tests of the catalogue would show if it were not.
  private mutating func install(_ object: JSONValue, _ type: ResourceType) {
    guard let resource = catalog.resource(type) else { return }
    let source = WriteSource(verb: .create, options: .controller)
    _ = try? create(object, in: resource, namespace: "", by: source)
  }
}
