import JSON

/// The schema of HTTPRoute, with the defaults that the server fills into parents, matches and backends.
enum HTTPRouteSchema {
  private static let group: JSONValue = "gateway.networking.k8s.io"
  private static let rootMatch: JSONValue = ["path": ["type": "PathPrefix", "value": "/"]]

  static let spec = GatewayAPI.object([
    "parentRefs": GatewayAPI.list(of: parentReference),
    "hostnames": GatewayAPI.list(of: GatewayAPI.string(max: 253)),
    "rules": GatewayAPI.list(of: rule, default: [["matches": [rootMatch]]]),
  ])

  static let parentStatus = GatewayAPI.object(
    [
      "parentRef": parentReference, "controllerName": GatewayAPI.string(max: 253),
      "conditions": GatewayAPI.conditions,
    ],
    required: ["parentRef", "controllerName"]
  )

  private static let parentReference = GatewayAPI.object(
    [
      "group": GatewayAPI.string(max: 253, default: group),
      "kind": GatewayAPI.string(max: 63, default: "Gateway"),
      "namespace": GatewayAPI.string(max: 63), "name": GatewayAPI.string(max: 253),
      "sectionName": GatewayAPI.string(max: 253), "port": GatewayAPI.integer(1...65_535),
    ],
    required: ["name"]
  )

  private static let rule = GatewayAPI.object([
    "name": GatewayAPI.string(max: 253),
    "matches": GatewayAPI.list(of: match, default: [rootMatch]),
    "filters": GatewayAPI.list(of: filter), "backendRefs": GatewayAPI.list(of: backend),
    "timeouts": GatewayAPI.object([
      "request": GatewayAPI.string(max: 32), "backendRequest": GatewayAPI.string(max: 32),
    ]),
  ])

  private static let match = GatewayAPI.object([
    "path": [
      "type": "object", "default": ["type": "PathPrefix", "value": "/"],
      "properties": [
        "type": [
          "type": "string", "default": "PathPrefix",
          "enum": ["Exact", "PathPrefix", "RegularExpression"],
        ],
        "value": GatewayAPI.string(max: 1_024, default: "/"),
      ],
    ],
    "headers": named, "queryParams": named, "method": GatewayAPI.string(max: 16),
  ])

  private static let named = GatewayAPI.map(
    of: GatewayAPI.object(
      [
        "name": GatewayAPI.string(max: 256), "value": GatewayAPI.string(max: 4_096),
        "type": [
          "type": "string", "default": "Exact", "enum": ["Exact", "RegularExpression"],
        ],
      ],
      required: ["name", "value"]
    ),
    by: ["name"]
  )

  private static let filter: JSONValue = [
    "type": "object", "required": ["type"], "x-kubernetes-preserve-unknown-fields": true,
    "properties": ["type": GatewayAPI.string(max: 64)],
  ]

  private static let backend = GatewayAPI.object(
    [
      "group": GatewayAPI.string(max: 253, default: ""),
      "kind": GatewayAPI.string(max: 63, default: "Service"),
      "name": GatewayAPI.string(max: 253), "namespace": GatewayAPI.string(max: 63),
      "port": GatewayAPI.integer(1...65_535),
      "weight": GatewayAPI.integer(0...1_000_000, default: 1),
      "filters": GatewayAPI.list(of: filter),
    ],
    required: ["name"]
  )
}
