import APIMachinery
import JSON
import Time

/// References to owners in other namespaces: not allowed, and told of before they cost an object its life (`graph_builder.go`).
extension Cluster {
  mutating func reportForeignOwner(
    _ reference: OwnerReference,
    of object: APIObject,
    isUnresolvable: Bool
  ) {
    guard isUnresolvable || existsElsewhere(reference),
      reportedOwners.insert("\(object.uid)/\(reference.uid)").inserted,
      let events = catalog.resource(.coreEvents)
    else { return }
    let namespace = object.namespace.isEmpty ? "default" : object.namespace
    let source = WriteSource(verb: .create, options: .controller)
    let event = warning(reference, of: object, in: namespace)
    _ = try? create(event, in: events, namespace: namespace, by: source)
  }

  /// Whether the owner lives, but not where the reference can reach it.
  private func existsElsewhere(_ reference: OwnerReference) -> Bool {
    guard let kind = catalog.resource(apiVersion: reference.apiVersion, kind: reference.kind),
      kind.type.isNamespaced
    else { return false }
    return collection(kind.storage).table.objects.contains { $0.uid == reference.uid }
  }

  private mutating func warning(
    _ reference: OwnerReference,
    of object: APIObject,
    in namespace: String
  ) -> JSONValue {
    let owner =
      "[\(reference.apiVersion)/\(reference.kind), namespace: \(object.namespace), "
      + "name: \(reference.name), uid: \(reference.uid)]"
    var involved: JSONValue = [
      "apiVersion": .string(object.apiVersion), "kind": .string(object.kind),
      "name": .string(object.name), "uid": .string(object.uid),
    ]
    if !object.namespace.isEmpty { involved["namespace"] = .string(object.namespace) }
    let stamp = now.epochSeconds * 1_000_000_000 + Int64(identifiers.number(below: 1_000_000_000))
    let time = JSONValue.string(now.rfc3339)
    return [
      "apiVersion": "v1", "kind": "Event",
      "metadata": [
        "name": .string("\(object.name).\(String(stamp, radix: 16))"),
        "namespace": .string(namespace),
      ],
      "involvedObject": involved, "type": "Warning", "reason": "OwnerRefInvalidNamespace",
      "message": .string(
        "ownerRef \(owner) does not exist in namespace \(GoText.quoted(object.namespace))"
      ),
      "source": ["component": "garbage-collector-controller"],
      "reportingComponent": "garbage-collector-controller", "reportingInstance": "",
      "firstTimestamp": time, "lastTimestamp": time, "count": 1,
    ]
  }
}
