import APIMachinery
import JSON
import Time

/// A definition read for serving: its storage and the resource of each served version.
struct CustomResourceDefinition: Sendable {
  /// Holds a deleted definition until its objects are gone.
  static let finalizer = "customresourcecleanup.apiextensions.k8s.io"

  let storage: StorageID
  let kind: String
  let names: JSONValue
  let storageVersion: String
  let resources: [ServedResource]

  init(_ definition: APIObject) throws(SchemaError) {
    let spec = definition.spec
    names = spec["names"] ?? .object([:])
    kind = names["kind"]?.stringValue ?? ""
    storage = StorageID(
      group: spec["group"]?.stringValue ?? "",
      plural: names["plural"]?.stringValue ?? ""
    )
    let versions = spec["versions"]?.arrayValue ?? []
    storageVersion =
      versions.first { $0["storage"]?.boolValue == true }?["name"]?.stringValue ?? ""
    var resources: [ServedResource] = []
    for version in versions where version["served"]?.boolValue ?? false {
      resources.append(
        try ServedResource(version: version, of: spec, storage: storage, stored: storageVersion)
      )
    }
    self.resources = resources
  }

  /// The status that the establishing controllers write.
  func status(nameConflict: String?, at now: Timestamp, previous: JSONValue) -> JSONValue {
    let accepted = nameConflict == nil
    let conditions: [Condition] = [
      Condition(
        type: "NamesAccepted",
        isTrue: accepted,
        reason: accepted ? "NoConflicts" : "KindConflict",
        message: nameConflict ?? "no conflicts found"
      ),
      Condition(
        type: "Established",
        isTrue: accepted,
        reason: accepted ? "InitialNamesAccepted" : "NotAccepted",
        message: accepted ? "the initial names have been accepted" : "not all names are accepted"
      ),
    ]
    let stored = previous["storedVersions"]?.arrayValue ?? []
    let version = JSONValue.string(storageVersion)
    return [
      "acceptedNames": accepted ? names : .object([:]),
      "conditions": .array(conditions.map { $0.json(at: now, previous: previous) }),
      "storedVersions": .array(stored.contains(version) ? stored : stored + [version]),
    ]
  }

  private struct Condition {
    let type: String
    let isTrue: Bool
    let reason: String
    let message: String

    /// The time of a condition moves only with its status.
    func json(at now: Timestamp, previous: JSONValue) -> JSONValue {
      let before = previous["conditions"]?.arrayValue?.first { $0["type"]?.stringValue == type }
      let status = isTrue ? "True" : "False"
      let since = before?["status"]?.stringValue == status ? before?["lastTransitionTime"] : nil
      return [
        "type": .string(type), "status": .string(status), "reason": .string(reason),
        "message": .string(message), "lastTransitionTime": since ?? .string(now.rfc3339),
      ]
    }
  }
}

extension ServedResource {
  /// One served version of a custom resource.
  fileprivate init(
    version: JSONValue,
    of spec: JSONValue,
    storage: StorageID,
    stored: String
  ) throws(SchemaError) {
    let names = spec["names"] ?? .object([:])
    let kind = names["kind"]?.stringValue ?? ""
    let schema = version["schema"]?["openAPIV3Schema"] ?? ["type": "object"]
    let subresources = version["subresources"] ?? .object([:])
    self.init(
      type: ResourceType(
        group: storage.group,
        version: version["name"]?.stringValue ?? "",
        kind: kind,
        plural: storage.plural,
        isNamespaced: spec["scope"]?.stringValue != "Cluster"
      ),
      storage: storage,
      singular: names["singular"]?.stringValue ?? kind.lowercased(),
      rules: try CustomResourceRules(schema: schema, hasStatus: subresources["status"] != nil)
    )
    shortNames = names["shortNames"]?.arrayValue?.compactMap(\.stringValue) ?? []
    categories = names["categories"]?.arrayValue?.compactMap(\.stringValue) ?? []
    hasStatus = subresources["status"] != nil
    scale = subresources["scale"].map(ScalePaths.init(subresource:))
    hasGeneration = true
    conversion = .renamed(stored: "\(storage.group)/\(stored)")
    selectableFields =
      version["selectableFields"]?.arrayValue?.compactMap {
        $0["jsonPath"]?.stringValue.map { String($0.drop { $0 == "." }) }
      } ?? []
    columns = .custom(version["additionalPrinterColumns"]?.arrayValue ?? [])
    openAPISchema = schema
  }
}

extension ScalePaths {
  fileprivate init(subresource: JSONValue) {
    self.init(
      specReplicas: Self.steps(subresource["specReplicasPath"]) ?? ["spec", "replicas"],
      statusReplicas: Self.steps(subresource["statusReplicasPath"]) ?? ["status", "replicas"],
      selector: Self.steps(subresource["labelSelectorPath"])
    )
  }

  private static func steps(_ path: JSONValue?) -> [String]? {
    path?.stringValue?.split(separator: ".").map(String.init)
  }
}
