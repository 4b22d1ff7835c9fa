import JSON

/// Objects that tests write; the server fills in the namespace.
enum Samples {
  static func configMap(
    _ name: String,
    _ data: JSONValue = ["k": "v"],
    labels: JSONValue? = nil
  ) -> JSONValue {
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

  static func service(_ name: String, ports: JSONValue = [["port": 80]]) -> JSONValue {
    [
      "apiVersion": "v1", "kind": "Service", "metadata": ["name": .string(name)],
      "spec": ["ports": ports, "selector": ["app": "a"]],
    ]
  }

  /// A child of an object, by its uid.
  static func child(
    _ name: String,
    of owner: (kind: String, name: String, uid: String),
    blocking: Bool = false
  ) -> JSONValue {
    var json = configMap(name)
    json["metadata"]?["ownerReferences"] = [
      [
        "apiVersion": "v1", "kind": .string(owner.kind), "name": .string(owner.name),
        "uid": .string(owner.uid), "blockOwnerDeletion": .bool(blocking),
      ]
    ]
    return json
  }
}
