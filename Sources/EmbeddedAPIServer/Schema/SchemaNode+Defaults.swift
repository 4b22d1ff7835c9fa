import JSON

extension SchemaNode {
  func applyDefaults(to value: inout JSONValue) {
    switch value {
    case .object(let object): value = .object(withDefaults(object))
    case .array(let elements):
      guard let items else { return }
      value = .array(elements.map { items.orDefault($0) })
    case .null, .bool, .integer, .double, .string: break
    }
  }

  private func withDefaults(_ object: JSONObject) -> JSONObject {
    var object = object
    for property in properties.sorted where object[property.name] == nil {
      object[property.name] = property.schema.defaultValue
    }
    return object.compactMapValues { key, value in
      guard let schema = schema(forMember: key) else { return value }
      let filled = schema.orDefault(value)
      return schema.isUnwantedNull(filled) ? nil : filled
    }
  }

  /// The value with its own defaults; an unwanted `null` becomes the default of this node.
  private func orDefault(_ value: JSONValue) -> JSONValue {
    var value = isUnwantedNull(value) ? defaultValue ?? value : value
    applyDefaults(to: &value)
    return value
  }

  /// The schema of one member of an object, declared or not.
  func schema(forMember name: String) -> SchemaNode? {
    if let declared = properties[name] { return declared }
    return switch additionalProperties {
    case .schema(let schema): schema
    case .pruned, .anything: nil
    }
  }
}
