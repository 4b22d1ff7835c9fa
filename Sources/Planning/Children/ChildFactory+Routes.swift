import APIMachinery
import JSON
import PhysicsResources

extension ChildFactory {
  /// The two weights always sum to 100.
  ///
  /// - Parameter former: the route as it is, where the specification asks for another router by now: a canary in flight leaves through
  ///   it, so it keeps its gateways and its hosts until then.
  func httpRoute(canaryWeight: Int, keeping former: APIObject? = nil) -> DesiredChild {
    let routing = resource.spec.routing
    let hosts = routing.hosts.isEmpty ? nil : JSONValue.array(routing.hosts.map(JSONValue.string))
    var spec: JSONObject = [
      "parentRefs": former?.spec["parentRefs"] ?? .array(routing.gatewayAPI.parentRefs),
      "rules": [
        ["backendRefs": [backend(.stable, 100 - canaryWeight), backend(.canary, canaryWeight)]]
      ],
    ]
    spec["hostnames"] = former.map { $0.spec["hostnames"] } ?? hosts
    return DesiredChild(
      type: .httpRoutes,
      configuration: object(
        .httpRoutes,
        resource.name,
        labels: labels.common,
        ["spec": .object(spec)]
      ),
      reason: "gives the canary \(canaryWeight) % of the traffic"
    )
  }

  private func backend(_ role: Role, _ weight: Int) -> JSONValue {
    [
      "name": .string(serviceName(role)), "port": .integer(Int64(resource.spec.service.port)),
      "weight": .integer(Int64(weight)),
    ]
  }

  /// The guide's Ingress, for a service without a router.
  func ingress() -> DesiredChild {
    let ingress = resource.spec.routing.ingress
    let hosts = resource.spec.routing.hosts
    var spec: JSONObject = ["rules": .array(hosts.map(rule))]
    if !ingress.className.isEmpty { spec["ingressClassName"] = .string(ingress.className) }
    if !ingress.tlsSecretName.isEmpty {
      spec["tls"] = [
        [
          "hosts": .array(hosts.map(JSONValue.string)),
          "secretName": .string(ingress.tlsSecretName),
        ]
      ]
    }
    var child = object(.ingresses, resource.name, labels: labels.common, ["spec": .object(spec)])
    let annotations = ingressAnnotations
    if !annotations.isEmpty { child.metadata["annotations"] = .object(annotations) }
    return DesiredChild(
      type: .ingresses,
      configuration: child,
      reason: "leads \(hosts.joined(separator: ", ")) to the service"
    )
  }

  private func rule(_ host: String) -> JSONValue {
    [
      "host": .string(host),
      "http": [
        "paths": [
          [
            "path": "/", "pathType": "Prefix",
            "backend": [
              "service": [
                "name": .string(resource.name),
                "port": ["number": .integer(Int64(resource.spec.service.port))],
              ]
            ],
          ]
        ]
      ],
    ]
  }

  private var ingressAnnotations: JSONObject {
    let ingress = resource.spec.routing.ingress
    var annotations = JSONObject(
      ingress.annotations.sorted { $0.key < $1.key }
        .map { JSONObject.Member(key: $0.key, value: .string($0.value)) }
    )
    if ingress.rateLimitRPS > 0 {
      annotations["nginx.ingress.kubernetes.io/limit-rps"] = .string(String(ingress.rateLimitRPS))
    }
    return annotations
  }
}
