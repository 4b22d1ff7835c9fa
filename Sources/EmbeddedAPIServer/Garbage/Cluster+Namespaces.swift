import APIMachinery
import JSON
import Time

/// The namespace controller: empties namespaces that are being deleted and says how far it is (`pkg/controller/namespace/deletion`).
extension Cluster {
  /// Deletes the content of a namespace, the pods before all else; without content the namespace goes too.
  mutating func emptyNamespace(_ namespace: APIObject, _ resource: ServedResource) {
    let kinds = catalog.perStorage.filter(\.type.isNamespaced)
    let pods = kinds.filter { $0.type == .pods }
    deleteContent(of: namespace.name, pods)
    let isWaitingForPods = !content(of: namespace.name, pods).isEmpty
    if !isWaitingForPods { deleteContent(of: namespace.name, kinds) }
    let rest = content(of: namespace.name, isWaitingForPods ? pods : kinds)
    guard var ended = object(resource, namespace.key) else { return }
    let conditions = ended.status["conditions"]?.arrayValue ?? []
    ended.json["status"] = [
      "phase": "Terminating",
      "conditions": .array(
        NamespaceDeletion(rest).conditions(following: conditions, at: now.rfc3339)
      ),
    ]
    storeInternally(ended, of: resource)
    guard rest.isEmpty, var emptied = object(resource, namespace.key) else { return }
    emptied.json["spec"] = .object([:])
    storeInternally(emptied, of: resource)
  }

  private mutating func deleteContent(of namespace: String, _ kinds: [ServedResource]) {
    for kind in kinds {
      for object in collection(kind.storage).table.objects(in: namespace)
      where !object.isBeingDeleted {
        _ = try? delete(kind, object.key, DeletionRequest(), options: .controller)
      }
    }
  }

  private func content(
    of namespace: String,
    _ kinds: [ServedResource]
  ) -> [(type: ResourceType, objects: [APIObject])] {
    kinds.compactMap { kind in
      let objects = Array(collection(kind.storage).table.objects(in: namespace))
      return objects.isEmpty ? nil : (kind.type, objects)
    }
  }
}

/// What a namespace that ends says about what is left in it.
struct NamespaceDeletion: Sendable {
  private let remaining: [String]
  private let finalizers: [String]

  init(_ rest: [(type: ResourceType, objects: [APIObject])]) {
    remaining = rest.map { type, objects in
      "\(type.plural).\(type.group) has \(objects.count) resource instances"
    }.sorted()
    let named = rest.flatMap(\.objects).flatMap(\.finalizers)
    finalizers = Set(named).sorted().map { name in
      "\(name) in \(named.count { $0 == name }) resource instances"
    }
  }

  func conditions(following before: [JSONValue], at now: String) -> [JSONValue] {
    findings.map { type, holds, reason, message in
      let old = before.first { $0["type"]?.stringValue == type }
      let status = holds ? "True" : "False"
      if let old, old["status"]?.stringValue == status, old["reason"]?.stringValue == reason,
        old["message"]?.stringValue == message
      {
        return old
      }
      return [
        "type": .string(type), "status": .string(status), "reason": .string(reason),
        "message": .string(message), "lastTransitionTime": .string(now),
      ]
    }
  }

  private var findings: [(String, Bool, String, String)] {
    [
      (
        "NamespaceDeletionDiscoveryFailure", false, "ResourcesDiscovered",
        "All resources successfully discovered"
      ),
      (
        "NamespaceDeletionGroupVersionParsingFailure", false, "ParsedGroupVersions",
        "All legacy kube types successfully parsed"
      ),
      (
        "NamespaceDeletionContentFailure", false, "ContentDeleted",
        "All content successfully deleted, may be waiting on finalization"
      ),
      remaining.isEmpty
        ? (
          "NamespaceContentRemaining", false, "ContentRemoved", "All content successfully removed"
        )
        : (
          "NamespaceContentRemaining", true, "SomeResourcesRemain",
          "Some resources are remaining: \(remaining.joined(separator: ", "))"
        ),
      finalizers.isEmpty
        ? (
          "NamespaceFinalizersRemaining", false, "ContentHasNoFinalizers",
          "All content-preserving finalizers finished"
        )
        : (
          "NamespaceFinalizersRemaining", true, "SomeFinalizersRemain",
          "Some content in the namespace has finalizers remaining: "
            + finalizers.joined(separator: ", ")
        ),
    ]
  }
}
