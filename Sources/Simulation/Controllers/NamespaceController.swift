import APIMachinery
import JSON

/// Gives each namespace the account and the certificate that pods expect in it, and `default` the Service of the API itself.
struct NamespaceController: Sendable {
  static let account = "default"
  static let certificate = "kube-root-ca.crt"
  /// Where the API server of the simulated cluster would be.
  private static let apiServer = (clusterIP: "10.96.0.1", address: "172.18.0.2", port: 6_443)

  private var seenVersion: UInt64?

  mutating func run(_ mirror: inout ClusterMirror, _ context: StepContext) {
    guard mirror.version(of: .namespaces, .services) != seenVersion else { return }
    let access = context.access(as: .controllerManager)
    for namespace in mirror.namespaces.objects where !namespace.isBeingDeleted {
      keepDefaults(in: namespace.key.name, &mirror, access)
    }
    keepAPIService(&mirror, context.access(as: .apiServer))
    seenVersion = mirror.version(of: .namespaces, .services)
  }

  private func keepDefaults(
    in namespace: String,
    _ mirror: inout ClusterMirror,
    _ access: ControllerAccess
  ) {
    let account = ObjectKey(namespace: namespace, name: Self.account)
    if mirror.namespaceDefaults[account] == nil,
      let made = access.create(.serviceAccounts, APIObject(.serviceAccounts, account))
    {
      mirror.apply(.serviceAccounts, account, made)
    }
    let certificate = ObjectKey(namespace: namespace, name: Self.certificate)
    guard mirror.namespaceDefaults[certificate] == nil else { return }
    var map = APIObject(.configMaps, certificate)
    map.metadata["annotations"] = ["kubernetes.io/description": .string(Self.description)]
    map.json["data"] = ["ca.crt": .string(Self.authority)]
    if let made = access.create(.configMaps, map) { mirror.apply(.configMaps, certificate, made) }
  }

  /// `default/kubernetes`, which leads pods to the API server, with its endpoints.
  private func keepAPIService(_ mirror: inout ClusterMirror, _ access: ControllerAccess) {
    let key = ObjectKey(namespace: "default", name: "kubernetes")
    guard mirror.services[key] == nil else { return }
    let labels: JSONValue = ["component": "apiserver", "provider": "kubernetes"]
    var service = APIObject(.services, key)
    service.metadata["labels"] = labels
    service.json["spec"] = [
      "type": "ClusterIP", "clusterIP": .string(Self.apiServer.clusterIP),
      "ports": [
        ["name": "https", "port": 443, "targetPort": .integer(Int64(Self.apiServer.port))]
      ],
    ]
    guard let made = access.create(.services, service) else { return }
    mirror.apply(.services, key, made)
    let port: JSONValue = [
      "name": "https", "port": .integer(Int64(Self.apiServer.port)), "protocol": "TCP",
    ]
    var slice = APIObject(.endpointSlices, key)
    slice.metadata["labels"] = ["kubernetes.io/service-name": "kubernetes"]
    slice.json["addressType"] = "IPv4"
    slice.json["endpoints"] = [
      ["addresses": [.string(Self.apiServer.address)], "conditions": ["ready": true]]
    ]
    slice.json["ports"] = [port]
    _ = access.create(.endpointSlices, slice)
    var endpoints = APIObject(.endpoints, key)
    endpoints.metadata["labels"] = ["endpointslice.kubernetes.io/skip-mirror": "true"]
    endpoints.json["subsets"] = [
      ["addresses": [["ip": .string(Self.apiServer.address)]], "ports": [port]]
    ]
    _ = access.create(.endpoints, endpoints)
  }

  private static let description =
    "Contains a CA bundle that can be used to verify the kube-apiserver when using internal "
    + "endpoints such as the internal service IP or kubernetes.default.svc. No other usage is "
    + "guaranteed across distributions of Kubernetes clusters."

  /// Simulated pods verify nobody.
  private static let authority =
    "-----BEGIN CERTIFICATE-----\nc2ltdWxhdGVk\n-----END CERTIFICATE-----\n"
}
