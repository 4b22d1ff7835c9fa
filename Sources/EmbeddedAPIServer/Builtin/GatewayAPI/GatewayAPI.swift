import JSON

/// The Gateway API's definitions (v1), as far as routing by weight needs them: the same defaults and atomic lists as upstream.
enum GatewayAPI {
  static let definitions: [JSONValue] = [gatewayClass, gateway, httpRoute]

  private static let gatewayClass = definition(
    kind: "GatewayClass",
    plural: "gatewayclasses",
    shortNames: ["gc"],
    scope: "Cluster",
    columns: [
      column("Controller", ".spec.controllerName"),
      column("Accepted", ".status.conditions[?(@.type==\"Accepted\")].status"), age,
      column("Description", ".spec.description", priority: 1),
    ],
    properties: [
      "spec": object(
        [
          "controllerName": string(max: 253), "description": string(max: 64), "parametersRef": open,
        ],
        required: ["controllerName"]
      ),
      "status": object(["conditions": conditions]),
    ]
  )

  private static let gateway = definition(
    kind: "Gateway",
    plural: "gateways",
    shortNames: ["gtw"],
    scope: "Namespaced",
    columns: [
      column("Class", ".spec.gatewayClassName"),
      column("Address", ".status.addresses[*].value"),
      column("Programmed", ".status.conditions[?(@.type==\"Programmed\")].status"), age,
    ],
    properties: [
      "spec": object(
        [
          "gatewayClassName": string(max: 253), "addresses": list(of: open),
          "infrastructure": open, "listeners": map(of: listener, by: ["name"]),
        ],
        required: ["gatewayClassName", "listeners"]
      ),
      "status": object([
        "addresses": list(of: open), "conditions": conditions,
        "listeners": map(of: open(with: ["name": string(max: 253)]), by: ["name"]),
      ]),
    ]
  )

  private static let listener = object(
    [
      "name": string(max: 253), "hostname": string(max: 253), "tls": open,
      "port": integer(1...65_535), "protocol": string(max: 255),
      "allowedRoutes": open(with: ["namespaces": open, "kinds": list(of: open)]),
    ],
    required: ["name", "port", "protocol"]
  )

  private static let httpRoute = definition(
    kind: "HTTPRoute",
    plural: "httproutes",
    shortNames: [],
    scope: "Namespaced",
    columns: [column("Hostnames", ".spec.hostnames"), age],
    properties: [
      "spec": HTTPRouteSchema.spec,
      "status": object(["parents": list(of: HTTPRouteSchema.parentStatus)], required: ["parents"]),
    ]
  )

  private static func definition(
    kind: String,
    plural: String,
    shortNames: [JSONValue],
    scope: JSONValue,
    columns: [JSONValue],
    properties: JSONValue
  ) -> JSONValue {
    let group = "gateway.networking.k8s.io"
    var properties = properties
    properties["apiVersion"] = ["type": "string"]
    properties["kind"] = ["type": "string"]
    properties["metadata"] = ["type": "object"]
    let schema: JSONValue = ["type": "object", "properties": properties, "required": ["spec"]]
    let version: JSONValue = [
      "name": "v1", "served": true, "storage": true, "subresources": ["status": .object([:])],
      "additionalPrinterColumns": .array(columns), "schema": ["openAPIV3Schema": schema],
    ]
    return [
      "apiVersion": "apiextensions.k8s.io/v1", "kind": "CustomResourceDefinition",
      "metadata": [
        "name": .string("\(plural).\(group)"),
        "annotations": [
          "api-approved.kubernetes.io": "https://github.com/kubernetes-sigs/gateway-api/pull/3328",
          "gateway.networking.k8s.io/bundle-version": "v1.3.0",
          "gateway.networking.k8s.io/channel": "standard",
        ],
      ],
      "spec": [
        "group": .string(group), "scope": scope, "versions": .array([version]),
        "names": [
          "kind": .string(kind), "listKind": .string(kind + "List"), "plural": .string(plural),
          "singular": .string(kind.lowercased()), "shortNames": .array(shortNames),
          "categories": ["gateway-api"],
        ],
      ],
    ]
  }

  private static let age: JSONValue = [
    "name": "Age", "type": "date", "jsonPath": ".metadata.creationTimestamp",
  ]

  private static func column(
    _ name: JSONValue,
    _ path: JSONValue,
    priority: JSONValue = 0
  ) -> JSONValue {
    ["name": name, "type": "string", "jsonPath": path, "priority": priority]
  }
}
