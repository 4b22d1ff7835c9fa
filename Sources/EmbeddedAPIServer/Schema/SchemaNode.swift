import JSON

/// One node of a structural schema.
///
/// A class only so that a tree of them is shared and not copied; it never changes.
final class SchemaNode: Sendable {
  enum ValueType: String, Sendable {
    case object, array, string, integer, number, boolean
  }

  /// What an object may hold besides its `properties`.
  enum AdditionalProperties: Sendable {
    case pruned
    case anything
    case schema(SchemaNode)
  }

  /// How the elements of a list are told apart: this decides merging, ownership and what a duplicate is.
  enum ListType: Sendable, Equatable {
    case atomic
    case set
    case map(keys: [String])
  }

  /// Absent only where anything goes (`x-kubernetes-preserve-unknown-fields`) or for int-or-string.
  let type: ValueType?
  let isNullable: Bool
  let defaultValue: JSONValue?
  let properties: SchemaProperties
  let additionalProperties: AdditionalProperties
  let items: SchemaNode?
  let preservesUnknownFields: Bool
  let isEmbeddedResource: Bool
  let isIntOrString: Bool
  let listType: ListType
  let isAtomicMap: Bool
  let checks: ValueChecks
  let allOf: [SchemaNode]
  let anyOf: [SchemaNode]
  let oneOf: [SchemaNode]
  let not: SchemaNode?
  let rules: [ValidationRule]

  init(reading json: JSONValue, at path: FieldPath) throws(SchemaError) {
    type = try json["type"].map { type throws(SchemaError) in
      try Self.valueType(type, at: path)
    }
    isNullable = json["nullable"]?.boolValue ?? false
    defaultValue = json["default"].flatMap { $0.isNull ? nil : $0 }
    properties = try SchemaProperties(reading: json["properties"], at: path)
    additionalProperties = try Self.additionalProperties(json["additionalProperties"], at: path)
    items = try Self.child(json["items"], at: path.child("items"))
    preservesUnknownFields = json["x-kubernetes-preserve-unknown-fields"]?.boolValue ?? false
    isEmbeddedResource = json["x-kubernetes-embedded-resource"]?.boolValue ?? false
    isIntOrString = json["x-kubernetes-int-or-string"]?.boolValue ?? false
    listType = Self.listType(json)
    isAtomicMap = json["x-kubernetes-map-type"]?.stringValue == "atomic"
    checks = try ValueChecks(reading: json, at: path)
    allOf = try Self.children(json["allOf"], at: path.child("allOf"))
    anyOf = try Self.children(json["anyOf"], at: path.child("anyOf"))
    oneOf = try Self.children(json["oneOf"], at: path.child("oneOf"))
    not = try Self.child(json["not"], at: path.child("not"))
    rules = (json["x-kubernetes-validations"]?.arrayValue ?? []).map(ValidationRule.init(json:))
  }

  /// Whether `null` stands for "not given" here, to be replaced by the default or dropped.
  func isUnwantedNull(_ value: JSONValue) -> Bool { value.isNull && !isNullable }
}

extension SchemaNode {
  private static func valueType(
    _ json: JSONValue,
    at path: FieldPath
  ) throws(SchemaError) -> ValueType {
    guard let type = json.stringValue.flatMap(ValueType.init(rawValue:)) else {
      throw SchemaError(path: path.child("type"), problem: "\(json.jsonText) is no type")
    }
    return type
  }

  private static func child(
    _ json: JSONValue?,
    at path: FieldPath
  ) throws(SchemaError) -> SchemaNode? {
    guard let json else { return nil }
    guard json.objectValue != nil else {
      throw SchemaError(path: path, problem: "a schema must be an object")
    }
    return try SchemaNode(reading: json, at: path)
  }

  private static func children(
    _ json: JSONValue?,
    at path: FieldPath
  ) throws(SchemaError) -> [SchemaNode] {
    var nodes: [SchemaNode] = []
    for (index, element) in (json?.arrayValue ?? []).enumerated() {
      nodes.append(try SchemaNode(reading: element, at: path.index(index)))
    }
    return nodes
  }

  private static func additionalProperties(
    _ json: JSONValue?,
    at path: FieldPath
  ) throws(SchemaError) -> AdditionalProperties {
    if json == true { return .anything }
    guard let json, json != false,
      let schema = try child(json, at: path.child("additionalProperties"))
    else { return .pruned }
    return .schema(schema)
  }

  private static func listType(_ json: JSONValue) -> ListType {
    switch json["x-kubernetes-list-type"]?.stringValue {
    case "set": .set
    case "map":
      .map(keys: json["x-kubernetes-list-map-keys"]?.arrayValue?.compactMap(\.stringValue) ?? [])
    default: .atomic
    }
  }
}
