import JSON

extension CELType {
  /// The largest request the server reads: no text or list in it can be longer.
  static let maximumRequestSize: UInt64 = 3 * 1_024 * 1_024

  /// What a rule sees of a node; `nil` where the schema is too open for rules.
  init?(schema: SchemaNode, isResource: Bool) {
    if schema.isIntOrString {
      self = .dynamic(maximum: Self.maximumRequestSize - 2)
      return
    }
    switch schema.type {
    case .boolean: self = .bool
    case .integer: self = .int
    case .number: self = .double
    case .string: self = Self.textual(schema)
    case .array:
      guard let items = schema.items,
        let element = CELType(schema: items, isResource: items.isEmbeddedResource)
      else { return nil }
      self = .list(element, maximum: Self.maximumItems(schema, items))
    case .object:
      guard case .schema(let values) = schema.additionalProperties else {
        self = .object(schema, isResource: isResource || schema.isEmbeddedResource)
        return
      }
      guard let value = CELType(schema: values, isResource: values.isEmbeddedResource) else {
        return nil
      }
      self = .map(key: .string(maximum: 0), value: value, maximum: Self.maximumMembers(schema))
    case nil: return nil
    }
  }

  /// The type of one field of an object; `nil` when the schema has none of that name.
  static func field(_ name: String, of schema: SchemaNode, isResource: Bool) -> CELType? {
    let property = CELFieldName.unescaped(name)
    if CELFieldName.needsEscape(property), name == property { return nil }
    if isResource, ["apiVersion", "kind"].contains(property) { return .text }
    if isResource, property == "metadata" {
      return SchemaNode.objectMetadata.map { .object($0, isResource: false) }
    }
    guard let child = schema.properties[property] else { return nil }
    return CELType(schema: child, isResource: child.isEmbeddedResource)
  }

  private static func textual(_ schema: SchemaNode) -> CELType {
    switch schema.checks.format {
    case "duration": .duration
    case "date", "date-time": .timestamp
    default: .string(maximum: maximumLength(schema))
    }
  }

  /// Bytes: a character of `maxLength` takes up to four.
  private static func maximumLength(_ schema: SchemaNode) -> UInt64 {
    if let length = schema.checks.maxLength { return UInt64(max(0, length)) * 4 }
    let longest = schema.checks.enumeration?.compactMap { $0.stringValue?.utf8.count }.max()
    return longest.map(UInt64.init) ?? maximumRequestSize - 2
  }

  private static func maximumItems(_ schema: SchemaNode, _ items: SchemaNode) -> UInt64 {
    schema.checks.maxItems.map { UInt64(max(0, $0)) }
      ?? (maximumRequestSize - 2) / (items.minimumSerializedSize + 1)
  }

  private static func maximumMembers(_ schema: SchemaNode) -> UInt64 {
    if let maximum = schema.checks.maxProperties { return UInt64(max(0, maximum)) }
    guard case .schema(let values) = schema.additionalProperties else { return 0 }
    return (maximumRequestSize - 2) / (values.minimumSerializedSize + 6)
  }
}

extension SchemaNode {
  /// Bytes that the smallest allowed value takes in JSON: how many of them fit into a request.
  var minimumSerializedSize: UInt64 {
    if isIntOrString { return 1 }
    return switch type {
    case .boolean: 4
    case .integer, .number: 1
    case .string, .array, nil: 2
    case .object: minimumObjectSize
    }
  }

  private var minimumObjectSize: UInt64 {
    guard case .pruned = additionalProperties else { return 2 }
    return properties.sorted.reduce(2) { size, property in
      let isNeeded =
        checks.required.contains(property.name) && property.schema.defaultValue == nil
      guard isNeeded else { return size }
      return size + UInt64(property.name.utf8.count) + property.schema.minimumSerializedSize + 4
    }
  }

  /// The metadata that rules may read: only the two names.
  static let objectMetadata = try? SchemaNode(
    reading: [
      "type": "object",
      "properties": ["name": ["type": "string"], "generateName": ["type": "string"]],
    ],
    at: .root
  )
}
