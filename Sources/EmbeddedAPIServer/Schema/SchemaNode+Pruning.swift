import JSON

extension SchemaNode {
  /// What every resource has, whatever its schema says.
  private static let resourceFields = ["apiVersion", "kind", "metadata"]

  func prune(
    _ value: inout JSONValue,
    isResource: Bool,
    at path: FieldPath,
    dropped: inout [String]
  ) {
    switch value {
    case .object(let object):
      value = .object(pruned(object, isResource: isResource, at: path, dropped: &dropped))
    case .array(var elements):
      guard let items else { return }
      for index in elements.indices {
        let place = path.index(index)
        items.prune(
          &elements[index],
          isResource: items.isEmbeddedResource,
          at: place,
          dropped: &dropped
        )
      }
      value = .array(elements)
    case .null, .bool, .integer, .double, .string: break
    }
  }

  private func pruned(
    _ object: JSONObject,
    isResource: Bool,
    at path: FieldPath,
    dropped: inout [String]
  ) -> JSONObject {
    var kept = object
    for member in object {
      if isResource, Self.resourceFields.contains(member.key) { continue }
      let place = path.child(member.key)
      if let schema = schema(forMember: member.key) {
        var value = member.value
        schema.prune(
          &value,
          isResource: schema.isEmbeddedResource,
          at: place,
          dropped: &dropped
        )
        kept[member.key] = value
      } else if !keepsUndeclared {
        kept[member.key] = nil
        dropped.append(place.description)
      }
    }
    return kept
  }

  private var keepsUndeclared: Bool {
    if preservesUnknownFields { return true }
    return switch additionalProperties {
    case .anything: true
    case .pruned, .schema: false
    }
  }
}
