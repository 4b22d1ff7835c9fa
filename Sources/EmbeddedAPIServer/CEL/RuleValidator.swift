import JSON

/// The rules of a schema, compiled, in a tree that mirrors it; only nodes on the way to a rule are in it.
final class RuleValidator: Sendable {
  let schema: SchemaNode
  let rules: [RuleCompilation]
  let isResourceRoot: Bool
  let properties: [String: RuleValidator]
  let members: RuleValidator?
  let items: RuleValidator?

  /// `nil` when there is no rule here or below.
  init?(_ schema: SchemaNode, isResourceRoot: Bool) {
    self.schema = schema
    self.isResourceRoot = isResourceRoot
    rules = Self.compiled(schema, isResourceRoot)
    properties = Dictionary(
      schema.properties.sorted.compactMap { property in
        RuleValidator(property.schema, isResourceRoot: property.schema.isEmbeddedResource)
          .map { (property.name, $0) }
      }
    ) { first, _ in first }
    members =
      if case .schema(let values) = schema.additionalProperties {
        RuleValidator(values, isResourceRoot: values.isEmbeddedResource)
      } else {
        nil
      }
    items = schema.items.flatMap { RuleValidator($0, isResourceRoot: $0.isEmbeddedResource) }
    if rules.isEmpty, properties.isEmpty, members == nil, items == nil { return nil }
  }

  private static func compiled(_ schema: SchemaNode, _ isResource: Bool) -> [RuleCompilation] {
    guard !schema.rules.isEmpty, let type = CELType(schema: schema, isResource: isResource) else {
      return []
    }
    return schema.rules.map { RuleCompilation($0, on: type) }
  }

  /// Everything that the rules say against a value; what an update leaves as it was is tolerated.
  func validate(_ value: JSONValue, old: JSONValue?) -> [FieldError] {
    var run = RuleRun(toleratesUnchanged: true)
    run.visit(self, value, old: old, isUnchanged: false, at: .root)
    return run.errors
  }

  /// Everything that the rules say against a default; a transition rule sees it as its own past.
  func validate(default value: JSONValue, at path: FieldPath) -> [FieldError] {
    var run = RuleRun(toleratesUnchanged: false)
    run.visit(self, value, old: value, isUnchanged: false, at: path)
    return run.errors
  }
}
