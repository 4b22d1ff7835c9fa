import JSON

/// Traefik's TraefikService (traefik.io/v1alpha1), as far as routing by weight needs it: like upstream without defaults, and with lists that
/// belong to one manager as a whole.
enum TraefikServiceSchema {
  static let definition: JSONValue = [
    "apiVersion": "apiextensions.k8s.io/v1", "kind": "CustomResourceDefinition",
    "metadata": ["name": "traefikservices.traefik.io"],
    "spec": [
      "group": "traefik.io", "scope": "Namespaced", "versions": [version],
      "names": [
        "kind": "TraefikService", "listKind": "TraefikServiceList", "plural": "traefikservices",
        "singular": "traefikservice",
      ],
    ],
  ]

  private static let version: JSONValue = [
    "name": "v1alpha1", "served": true, "storage": true, "subresources": ["status": .object([:])],
    "schema": ["openAPIV3Schema": schema],
  ]

  private static let schema = GatewayAPI.object(
    [
      "apiVersion": ["type": "string"], "kind": ["type": "string"],
      "metadata": ["type": "object"], "spec": spec,
      "status": GatewayAPI.object(["conditions": GatewayAPI.conditions]),
    ],
    required: ["metadata", "spec"]
  )

  private static let spec = GatewayAPI.object([
    "weighted": GatewayAPI.object([
      "services": ["type": "array", "items": service], "sticky": GatewayAPI.open,
    ]),
    "mirroring": GatewayAPI.open, "failover": GatewayAPI.open,
    "highestRandomWeight": GatewayAPI.open,
  ])

  private static let integerOrString: JSONValue = [
    "anyOf": [["type": "integer"], ["type": "string"]], "x-kubernetes-int-or-string": true,
  ]

  private static let service = GatewayAPI.object(
    [
      "name": ["type": "string"], "namespace": ["type": "string"],
      "kind": ["type": "string", "enum": ["Service", "TraefikService"]],
      "port": integerOrString, "weight": ["type": "integer", "minimum": 0],
      "scheme": ["type": "string"], "serversTransport": ["type": "string"],
      "passHostHeader": ["type": "boolean"], "nativeLB": ["type": "boolean"],
      "nodePortLB": ["type": "boolean"],
      "strategy": ["type": "string", "enum": ["wrr", "p2c", "hrw", "leasttime", "RoundRobin"]],
      "sticky": GatewayAPI.open, "responseForwarding": GatewayAPI.open,
      "healthCheck": GatewayAPI.open, "passiveHealthCheck": GatewayAPI.open,
      "middlewares": [
        "type": "array",
        "items": GatewayAPI.object(
          ["name": ["type": "string"], "namespace": ["type": "string"]],
          required: ["name"]
        ),
      ],
    ],
    required: ["name"]
  )
}
