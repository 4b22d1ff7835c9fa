import APIMachinery
package import JSON

/// The custom resource definitions that we install, generated from the Swift types.
package enum CustomResourceDefinition {
  /// `physicsapis.fisica-lab.com`, for Kubernetes 1.30 and later.
  ///
  /// There is no scale subresource: an HPA must never target a PhysicsAPI, it targets the revisions' Deployments.
  package static let physicsAPI: JSONValue = [
    "apiVersion": .string(ResourceType.customResourceDefinitions.apiVersion),
    "kind": .string(ResourceType.customResourceDefinitions.kind),
    "metadata": ["name": .string(type.qualifiedName)],
    "spec": [
      "group": .string(type.group),
      "scope": "Namespaced",
      "names": [
        "kind": .string(type.kind), "listKind": .string("\(type.kind)List"),
        "plural": .string(type.plural), "singular": .string(type.kind.lowercased()),
        "shortNames": ["papi"], "categories": ["all"],
      ],
      "versions": [
        [
          "name": .string(type.version), "served": true, "storage": true,
          "schema": ["openAPIV3Schema": physicsAPISchema],
          "subresources": ["status": [:]],
          "additionalPrinterColumns": .array(printerColumns),
        ]
      ],
    ],
  ]

  /// The structural schema of a whole PhysicsAPI.
  package static let physicsAPISchema: JSONValue = {
    var spec = PhysicsAPISpec.schema(initial: PhysicsAPISpec())
    spec["description"] = "What the user wants."
    var status = PhysicsAPIStatus.schema(initial: nil)
    status["description"] = "What the operator knows and has decided; written by the operator."
    return [
      "type": "object",
      "description":
        "An HTTP service that is rolled out by weight, judged by its metrics, scaled ahead of its load.",
      "required": ["spec"],
      "properties": [
        "apiVersion": ["type": "string"], "kind": ["type": "string"],
        "metadata": ["type": "object"], "spec": .object(spec), "status": .object(status),
      ],
      "x-kubernetes-validations": [PhysicsAPI.nameRule.schema],
    ]
  }()

  private static let type = ResourceType.physicsAPIs

  private static let printerColumns: [JSONValue] = [
    column("Phase", ".status.phase", "Where the service is in its life."),
    column("Stable", ".status.stable.revision", "The revision that users are served by."),
    column("Canary", ".status.canary.revision", "The revision that is being judged."),
    column("Weight", ".status.traffic.canaryWeight", "The canary's share in percent.", "integer"),
    column(
      "Ready",
      ".status.conditions[?(@.type==\"Ready\")].status",
      "Whether the spec is what runs."
    ),
    column("Floor", ".status.forecast.floor", "Fewest pods by the forecast.", "integer"),
    column("Age", ".metadata.creationTimestamp", "Since when the object exists.", "date"),
    wide(column("Message", ".status.message", "What happens, in one sentence.")),
  ]

  private static func column(
    _ name: String,
    _ path: String,
    _ description: String,
    _ type: String = "string"
  ) -> JSONValue {
    [
      "name": .string(name), "type": .string(type), "jsonPath": .string(path),
      "description": .string(description),
    ]
  }

  /// Shown by `-o wide` only.
  private static func wide(_ column: JSONValue) -> JSONValue {
    var column = column
    column["priority"] = 1
    return column
  }
}
