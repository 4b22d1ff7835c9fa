import JSON

/// What the server refuses in the schema of a definition, in its order: shape, structure, defaults, keywords, rules.
enum SchemaDefinitionRules {
  /// `path` is that of the object around `openAPIV3Schema`.
  static func errors(
    _ schema: JSONValue,
    hasStatus: Bool,
    at parent: FieldPath,
    old: JSONValue? = nil
  ) -> [FieldError] {
    let path = parent.child("openAPIV3Schema")
    var errors = hasStatus ? rootErrors(schema, at: path) : []
    if schema["nullable"] == true {
      errors.append(.forbidden(path.child("nullable"), "nullable cannot be true at the root"))
    }
    let structure = StructuralRules.errors(schema, at: path)
    var root: SchemaNode?
    var unreadable: [FieldError] = []
    if structure.isEmpty {
      do {
        root = try SchemaNode(reading: schema, at: path)
      } catch {
        unreadable = [.invalid(error.path, "", error.problem)]
      }
    }
    let defaults = root.map { DefaultRules.errors($0, at: path) } ?? []
    var keywords = KeywordRules()
    keywords.visit(schema, at: path, isRoot: true)
    errors += structure + defaults + keywords.errors
    if errors.isEmpty { errors = unreadable }
    guard let root, structure.isEmpty, defaults.isEmpty, keywords.errors.isEmpty else {
      return errors
    }
    var rules = RuleBudget(isUnchanged: old == schema)
    rules.visit(root, cardinality: 1, isResource: true, at: path)
    return errors + rules.errors(at: path)
  }

  /// With a status endpoint the root may say little, so that nothing gets lost when status is judged alone.
  private static func rootErrors(_ schema: JSONValue, at path: FieldPath) -> [FieldError] {
    for field in GoSchema.setFields(of: schema) {
      if field == "Type" {
        guard schema["type"] != "object" else { continue }
        let detail =
          "only \"object\" is allowed as the type at the root of the schema if the status "
          + "subresource is enabled"
        return [.invalid(path.child("type"), schema["type"] ?? "", detail)]
      }
      guard !allowedAtRoot.contains(field) else { continue }
      let detail =
        "only [\(allowedAtRoot.joined(separator: " "))] fields are allowed at the root of the "
        + "schema if the status subresource is enabled"
      let shown = FieldError.BadValue.text(GoSchema.text(schema))
      return [FieldError(path: path, kind: .invalid, badValue: shown, detail: detail)]
    }
    return []
  }

  private static let allowedAtRoot = [
    "Description", "Type", "Format", "Title", "Maximum", "ExclusiveMaximum", "Minimum",
    "ExclusiveMinimum", "MaxLength", "MinLength", "Pattern", "MaxItems", "MinItems", "UniqueItems",
    "MultipleOf", "Required", "Items", "Properties", "ExternalDocs", "Example",
    "XPreserveUnknownFields", "XValidations",
  ]
}
