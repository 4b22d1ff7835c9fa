import JSON

/// A default has to satisfy the schema that it stands in, rules included, before anything else is filled in.
enum DefaultRules {
  static func errors(_ node: SchemaNode, at path: FieldPath) -> [FieldError] {
    var errors = node.defaultValue.map { judge($0, node, at: path.child("default")) } ?? []
    for property in node.properties.sorted {
      errors += Self.errors(property.schema, at: path.child("properties").key(property.name))
    }
    if case .schema(let values) = node.additionalProperties {
      errors += Self.errors(values, at: path.child("additionalProperties"))
    }
    if let items = node.items { errors += Self.errors(items, at: path.child("items")) }
    return errors
  }

  private static func judge(
    _ value: JSONValue,
    _ node: SchemaNode,
    at path: FieldPath
  ) -> [FieldError] {
    var pruned = value
    var dropped: [String] = []
    node.prune(&pruned, isResource: node.isEmbeddedResource, at: .root, dropped: &dropped)
    if pruned != value {
      return [.invalid(path, value, "must not have unknown fields")]
    }
    let found = node.validate(value, old: nil, at: .root).map { $0.moved(under: path) }
    guard found.isEmpty else { return found }
    return RuleValidator(node, isResourceRoot: node.isEmbeddedResource)?
      .validate(default: value, at: path) ?? []
  }
}

extension FieldError {
  /// The same finding in a greater document; its text keeps the place that it was found at.
  fileprivate func moved(under prefix: FieldPath) -> FieldError {
    let place = path == .root ? prefix : prefix.child(path.description)
    return FieldError(path: place, kind: kind, badValue: badValue, detail: detail)
  }
}
