import JSON

/// A CustomResourceDefinition around a schema.
enum Definitions {
  static func definition(_ schema: JSONValue) -> JSONValue {
    [
      "apiVersion": "apiextensions.k8s.io/v1", "kind": "CustomResourceDefinition",
      "metadata": ["name": "things.example.com"],
      "spec": [
        "group": "example.com", "scope": "Namespaced",
        "names": [
          "plural": "things", "singular": "thing", "kind": "Thing", "listKind": "ThingList",
        ],
        "versions": [
          [
            "name": "v1", "served": true, "storage": true, "subresources": ["status": [:]],
            "schema": ["openAPIV3Schema": schema],
          ]
        ],
      ],
    ]
  }
}
