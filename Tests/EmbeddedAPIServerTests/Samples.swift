import JSON

/// Objects that tests write.
enum Samples {
  static func configMap(_ name: String, _ data: JSONValue = ["k": "v"], labels: JSONValue? = nil)
    -> JSONValue
  {
    var json: JSONValue = [
      "apiVersion": "v1", "kind": "ConfigMap", "metadata": ["name": .string(name)], "data": data,
    ]
    json["metadata"]?["labels"] = labels
    return json
  }

  static func deployment(_ name: String, image: String = "app:v1") -> JSONValue {
    [
      "apiVersion": "apps/v1", "kind": "Deployment", "metadata": ["name": .string(name)],
      "spec": [
        "selector": ["matchLabels": ["app": .string(name)]],
        "template": [
          "metadata": ["labels": ["app": .string(name)]],
          "spec": ["containers": [["name": "app", "image": .string(image)]]],
        ],
      ],
    ]
  }

  static func pod(_ name: String, labels: JSONValue = ["app": "a"]) -> JSONValue {
    [
      "apiVersion": "v1", "kind": "Pod", "metadata": ["name": .string(name), "labels": labels],
      "spec": ["containers": [["name": "app", "image": "app:v1"]]],
    ]
  }

  static func service(_ name: String, ports: JSONValue = [["port": 80]]) -> JSONValue {
    [
      "apiVersion": "v1", "kind": "Service", "metadata": ["name": .string(name)],
      "spec": ["ports": ports, "selector": ["app": "a"]],
    ]
  }

  /// A custom resource with status, scale, defaults, bounds and columns.
  static let widgets: JSONValue = [
    "apiVersion": "apiextensions.k8s.io/v1", "kind": "CustomResourceDefinition",
    "metadata": ["name": "widgets.example.com"],
    "spec": [
      "group": "example.com", "scope": "Namespaced",
      "names": [
        "plural": "widgets", "kind": "Widget", "shortNames": ["wd"], "categories": ["all"],
      ],
      "versions": [
        [
          "name": "v1", "served": true, "storage": true,
          "subresources": [
            "status": .object([:]),
            "scale": [
              "specReplicasPath": ".spec.size", "statusReplicasPath": ".status.size",
            ],
          ],
          "additionalPrinterColumns": [
            ["name": "Size", "type": "integer", "jsonPath": ".spec.size"],
            [
              "name": "Ready", "type": "string",
              "jsonPath": ".status.conditions[?(@.type==\"Ready\")].status",
            ],
            ["name": "Age", "type": "date", "jsonPath": ".metadata.creationTimestamp"],
            ["name": "Note", "type": "string", "jsonPath": ".spec.note", "priority": 1],
          ],
          "schema": ["openAPIV3Schema": widgetSchema],
        ]
      ],
    ],
  ]

  private static let widgetSchema: JSONValue = [
    "type": "object", "description": "Widget is a thing of a size.",
    "properties": [
      "spec": [
        "type": "object", "description": "What is wanted.",
        "properties": [
          "size": [
            "type": "integer", "minimum": 0, "maximum": 10, "default": 1,
            "description": "How many.",
          ],
          "note": ["type": "string"],
        ],
      ],
      "status": ["type": "object", "x-kubernetes-preserve-unknown-fields": true],
    ],
  ]

  static func widget(_ name: String, _ spec: JSONValue = ["size": 3]) -> JSONValue {
    [
      "apiVersion": "example.com/v1", "kind": "Widget", "metadata": ["name": .string(name)],
      "spec": spec,
    ]
  }
}
