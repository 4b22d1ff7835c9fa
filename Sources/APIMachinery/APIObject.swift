package import JSON
package import Time

/// Any Kubernetes object, as the API sends it.
///
/// Accessors read the common metadata; a missing field reads as empty, never as an error, because a half-filled object from outside must
/// not stop a reconcile.
package struct APIObject: Hashable, Sendable {
  package var json: JSONValue

  package init(_ json: JSONValue) {
    self.json = json
  }

  /// A new object of a kind with nothing but its name.
  package init(_ type: ResourceType, _ key: ObjectKey) {
    var metadata: JSONObject = ["name": .string(key.name)]
    if type.isNamespaced { metadata["namespace"] = .string(key.namespace) }
    json = .object([
      "apiVersion": .string(type.apiVersion), "kind": .string(type.kind),
      "metadata": .object(metadata),
    ])
  }

  package var apiVersion: String { json["apiVersion"]?.stringValue ?? "" }
  package var kind: String { json["kind"]?.stringValue ?? "" }
  package var name: String { metadataString("name") }
  package var namespace: String { metadataString("namespace") }
  package var uid: String { metadataString("uid") }
  package var resourceVersion: String { metadataString("resourceVersion") }
  package var key: ObjectKey { ObjectKey(namespace: namespace, name: name) }
  package var generation: Int { metadata["generation"]?.intValue ?? 0 }
  package var isBeingDeleted: Bool { !metadataString("deletionTimestamp").isEmpty }

  package var metadata: JSONValue {
    get { json["metadata"] ?? .object([:]) }
    set { json["metadata"] = newValue }
  }

  package var spec: JSONValue { json["spec"] ?? .object([:]) }
  package var status: JSONValue { json["status"] ?? .object([:]) }

  package var deletionTimestamp: Timestamp? {
    Timestamp(rfc3339: metadataString("deletionTimestamp"))
  }
  package var creationTimestamp: Timestamp? {
    Timestamp(rfc3339: metadataString("creationTimestamp"))
  }

  package var finalizers: [String] {
    metadata["finalizers"]?.arrayValue?.compactMap(\.stringValue) ?? []
  }

  package var labels: JSONObject { metadata["labels"]?.objectValue ?? [:] }
  package var annotations: JSONObject { metadata["annotations"]?.objectValue ?? [:] }

  package func label(_ key: String) -> String? { labels[key]?.stringValue }
  package func annotation(_ key: String) -> String? { annotations[key]?.stringValue }

  package var ownerReferences: [OwnerReference] {
    metadata["ownerReferences"]?.arrayValue?.compactMap(OwnerReference.init(json:)) ?? []
  }

  /// The owner that manages this object; at most one exists.
  package var controllerOwner: OwnerReference? { ownerReferences.first(where: \.isController) }

  private func metadataString(_ field: String) -> String {
    json["metadata"]?[field]?.stringValue ?? ""
  }
}
