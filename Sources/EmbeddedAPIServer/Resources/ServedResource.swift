import APIMachinery
import JSON

/// One resource of one group and version: where it is served, how it is stored and which rules its writes follow.
struct ServedResource: Sendable {
  let type: ResourceType
  let storage: StorageID
  let singular: String
  var shortNames: [String] = []
  var categories: [String] = []
  /// Whether `/status` is an endpoint of its own, so that `/` ignores status.
  var hasStatus = false
  var scale: ScalePaths?
  /// Further subresources that discovery lists: `eviction`, `binding`, `proxy`.
  var otherSubresources: [String] = []
  /// Whether `metadata.generation` counts the changes of the specification.
  var hasGeneration = false
  /// Fields that selectors may name, besides `metadata.name` and `metadata.namespace`.
  var selectableFields: [String] = []
  /// Whether its definition is being deleted: then nothing new may be created.
  var isTerminating = false
  var conversion = StorageConversion.identity
  var columns = PrinterColumns.nameAndAge
  /// The schema that OpenAPI shows; `nil` for built-in kinds, whose schemas come from the catalogue.
  var openAPISchema: JSONValue?
  let rules: any ResourceRules

  init(
    type: ResourceType,
    storage: StorageID,
    singular: String? = nil,
    rules: any ResourceRules
  ) {
    self.type = type
    self.storage = storage
    self.singular = singular ?? type.kind.lowercased()
    self.rules = rules
  }

  var listKind: String { type.kind + "List" }

  /// Whether the kind is compiled into the API server, rather than defined by a custom resource definition.
  var isBuiltIn: Bool { openAPISchema == nil }

  /// How errors name the kind: `Deployment.apps`, `Pod`.
  var qualifiedKind: String { type.group.isEmpty ? type.kind : "\(type.kind).\(type.group)" }
}
