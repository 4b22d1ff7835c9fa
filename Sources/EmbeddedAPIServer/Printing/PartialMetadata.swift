import JSON

/// An object reduced to its metadata.
enum PartialMetadata {
  static func json(of object: JSONValue) -> JSONValue {
    [
      "kind": "PartialObjectMetadata", "apiVersion": "meta.k8s.io/v1",
      "metadata": object["metadata"] ?? .object([:]),
    ]
  }
}
