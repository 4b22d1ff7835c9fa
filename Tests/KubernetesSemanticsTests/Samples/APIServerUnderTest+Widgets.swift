import APIMachinery
import JSON
import Testing

/// A custom resource in a group of the test's own.
extension APIServerUnderTest {
  var widgets: ResourceType {
    ResourceType(
      group: group,
      version: "v1",
      kind: "Widget",
      plural: "widgets",
      isNamespaced: true
    )
  }

  func widget(_ name: String, _ spec: JSONValue = ["size": 3]) -> JSONValue {
    [
      "apiVersion": .string(widgets.apiVersion), "kind": "Widget",
      "metadata": ["name": .string(name)], "spec": spec,
    ]
  }

  /// A definition with status, scale, defaults, bounds and columns; `spec` replaces the schema of the spec.
  func widgetDefinition(spec: JSONValue = Self.widgetSpec) -> JSONValue {
    [
      "apiVersion": "apiextensions.k8s.io/v1", "kind": "CustomResourceDefinition",
      "metadata": ["name": .string(widgets.qualifiedName)],
      "spec": [
        "group": .string(group), "scope": "Namespaced",
        "names": ["plural": "widgets", "kind": "Widget", "shortNames": ["wd"]],
        "versions": [
          [
            "name": "v1", "served": true, "storage": true,
            "subresources": [
              "status": [:],
              "scale": ["specReplicasPath": ".spec.size", "statusReplicasPath": ".status.size"],
            ],
            "additionalPrinterColumns": [
              ["name": "Size", "type": "integer", "jsonPath": ".spec.size"],
              ["name": "Born", "type": "date", "jsonPath": ".metadata.creationTimestamp"],
            ],
            "schema": [
              "openAPIV3Schema": [
                "type": "object", "description": "Widget is a thing of a size.",
                "properties": [
                  "spec": spec,
                  "status": ["type": "object", "x-kubernetes-preserve-unknown-fields": true],
                ],
              ]
            ],
          ]
        ],
      ],
    ]
  }

  static let widgetSpec: JSONValue = [
    "type": "object", "description": "What is wanted.",
    "properties": [
      "size": [
        "type": "integer", "minimum": 0, "maximum": 10, "default": 1, "description": "How many.",
      ],
      "note": ["type": "string"],
    ],
  ]

  /// Creates the definition and waits until it is served: a real server takes a moment after it is established.
  func installWidgets(spec: JSONValue = Self.widgetSpec) async throws {
    let reply = try await create(.customResourceDefinitions, widgetDefinition(spec: spec))
    try #require(reply.status == 201, "\(reply.refusal)")
    try await eventually("widgets are served") {
      try await create(widgets, widget("probe", [:]), "dryRun=All").status != 404
    }
  }
}
