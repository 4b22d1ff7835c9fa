import APIMachinery
import JSON

/// A definition read for serving: its storage and the resource of each served version.
struct CustomResourceDefinition: Sendable {
  /// Holds a deleted definition until its objects are gone.
  static let finalizer = "customresourcecleanup.apiextensions.k8s.io"

  let storage: StorageID
  let kind: String
  let names: JSONValue
  let storageVersion: String
  let resources: [ServedResource]

  /// `accepted` names are those that it may use; they can lag behind the ones it asks for.
  init(_ definition: APIObject, accepted: JSONValue? = nil) throws(SchemaError) {
    var spec = definition.spec
    if let accepted { spec["names"] = accepted }
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
      resources[resources.count - 1].isTerminating = definition.isBeingDeleted
    }
    self.resources = resources
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
