import JSON

/// The rules of a custom resource: those of its structural schema.
struct CustomResourceRules: ResourceRules {
  private let schema: StructuralSchema
  private let hasStatus: Bool
  let topology: FieldTopology
  let nameRule = NameRule.subdomain
  let understandsStrategicMerge = false
  let allowsUnconditionalUpdate = false
  let countsAnnotationsAsSpecification = false

  init(schema: JSONValue, hasStatus: Bool) throws(SchemaError) {
    self.schema = try StructuralSchema(openAPIV3Schema: schema)
    self.hasStatus = hasStatus
    topology = FieldTopology(schema: self.schema)
  }

  func decode(_ object: inout JSONValue) -> DecodingFindings {
    let unknown = schema.prune(&object)
    dropEmptyMetadata(&object)
    return DecodingFindings(unknownFields: unknown)
  }

  /// Metadata goes through Go's `ObjectMeta` even here, and that forgets what is empty.
  private func dropEmptyMetadata(_ object: inout JSONValue) {
    for field in ["annotations", "finalizers", "labels", "ownerReferences"] {
      let value = object["metadata"]?[field]
      if value == [:] || value == [] { object["metadata"]?[field] = nil }
    }
  }

  func applyDefaults(_ object: inout JSONValue) { schema.applyDefaults(&object) }

  /// A new object brings no status where status is an endpoint of its own.
  func prepare(_ object: inout JSONValue, old: JSONValue?) {
    if hasStatus, old == nil { object["status"] = nil }
  }

  func validate(_ object: JSONValue, old: JSONValue?) -> [FieldError] {
    schema.validate(object, old: old)
  }
}
