import APIMachinery
import JSON
import Time

extension Cluster {
  /// How often a taken generated name is drawn again.
  private static let generateNameAttempts = 8

  /// Stores a new object, sent in the served form.
  mutating func create(
    _ sent: JSONValue,
    in resource: ServedResource,
    namespace: String,
    by source: WriteSource
  ) throws(APIStatus) -> WriteOutcome {
    guard !resource.isTerminating else { throw .terminating(resource.type) }
    var outcome = WriteOutcome(object: APIObject(resource.conversion.stored(sent)))
    outcome.wasCreated = true
    try fillNewMetadata(&outcome.object, of: resource, namespace: namespace)
    try admit(outcome.object, of: resource)
    outcome.warnings = try resource.decode(&outcome.object, by: source)
    resource.rules.prepare(&outcome.object.json, old: nil)
    resource.rules.applyDefaults(&outcome.object.json)
    try assignAddresses(&outcome.object, old: nil, of: resource)
    try resource.check(outcome.object, old: nil)
    try forbidEscalation(outcome.object, old: nil, of: resource, by: source)
    try admitOwners(outcome.object, old: nil, of: resource, by: source)
    guard object(resource, outcome.object.key) == nil else {
      throw .alreadyExists(resource.type, name: outcome.object.name)
    }
    if source.verb != .apply { resource.recordManager(of: &outcome.object, old: nil, source, now) }
    guard !source.options.isDryRun else { return outcome }
    outcome.object = commit(.added, outcome.object, previous: nil, of: resource, by: source)
    return outcome
  }

  private mutating func fillNewMetadata(
    _ object: inout APIObject,
    of resource: ServedResource,
    namespace: String
  ) throws(APIStatus) {
    try object.settleNamespace(namespace, of: resource)
    guard object.resourceVersion.isEmpty else {
      throw APIStatus(
        code: 500,
        reason: "",
        message: "resourceVersion should not be set on objects to be created"
      )
    }
    if object.name.isEmpty, let prefix = object.metadata["generateName"]?.stringValue,
      !prefix.isEmpty
    {
      object.metadata["name"] = .string(generatedName(prefix, namespace: namespace, resource))
    }
    for field in ["selfLink", "deletionTimestamp", "deletionGracePeriodSeconds", "generation"] {
      object.metadata[field] = nil
    }
    object.metadata["uid"] = .string(identifiers.uid())
    object.metadata["creationTimestamp"] = .string(now.rfc3339)
    if resource.hasGeneration { object.metadata["generation"] = 1 }
  }

  private mutating func generatedName(
    _ prefix: String,
    namespace: String,
    _ resource: ServedResource
  ) -> String {
    var name = ""
    for _ in 0..<Self.generateNameAttempts {
      // A name holds 63 characters in most places that copy it; upstream cuts the prefix at 58.
      name = String(prefix.prefix(58)) + identifiers.nameSuffix()
      if object(resource, ObjectKey(namespace: namespace, name: name)) == nil { break }
    }
    return name
  }

  /// New content needs a namespace that is there to stay.
  private func admit(
    _ object: APIObject,
    of resource: ServedResource
  ) throws(APIStatus) {
    guard resource.type.isNamespaced, let namespaces = catalog.resource(.namespaces) else { return }
    let key = ObjectKey(namespace: "", name: object.namespace)
    guard let namespace = self.object(namespaces, key) else {
      throw .notFound(.namespaces, name: object.namespace)
    }
    guard namespace.isBeingDeleted else { return }
    let detail =
      "unable to create new content in namespace \(object.namespace) because it is being terminated"
    var status = APIStatus.forbidden(resource.type, name: object.name, detail)
    status.causes = [
      .init(
        reason: "NamespaceTerminating",
        message: "namespace \(object.namespace) is being terminated",
        field: "metadata.namespace"
      )
    ]
    throw status
  }
}
