import APIMachinery
import JSON

/// The schemas of a document: those of its kinds and of everything that they refer to.
struct OpenAPISchemas {
  private static let metadata = "ObjectMeta"

  private(set) var schemas: JSONObject = [:]

  mutating func add(_ resource: ServedResource) {
    let name =
      resource.openAPISchema == nil
      ? Self.name(of: resource.type.kind)
      : "\(resource.type.group).\(resource.type.version).\(resource.type.kind)"
    var schema = resource.openAPISchema ?? builtIn(resource)
    for (field, text) in OpenAPIDescriptions.fields {
      let described: JSONValue = ["type": "string", "description": .string(text)]
      schema.updateOrCreate("properties") { $0.setDefault(field, described) }
    }
    addType(Self.metadata)
    schema.updateOrCreate("properties") { properties in
      guard resource.openAPISchema != nil || properties["metadata"] != nil else { return }
      properties["metadata"] = [
        "description": .string(OpenAPIDescriptions.metadata),
        "allOf": [Self.reference(to: Self.metadata)],
      ]
    }
    schema["x-kubernetes-group-version-kind"] = .array([resource.groupVersionKind])
    schemas[name] = schema
  }

  private mutating func builtIn(_ resource: ServedResource) -> JSONValue {
    let kind = resource.type == .events ? "EventsEvent" : resource.type.kind
    return schema(ofType: kind)
  }

  private mutating func addType(_ name: String) {
    guard schemas[Self.name(of: name)] == nil else { return }
    // Set before its fields are followed: some types contain themselves.
    schemas[Self.name(of: name)] = .object([:])
    schemas[Self.name(of: name)] = schema(ofType: name)
  }

  private mutating func schema(ofType name: String) -> JSONValue {
    let fields = BuiltInTypes.all[name] ?? []
    var properties: JSONObject = [:]
    for field in fields {
      properties[field.name] = Self.described(
        schema(of: field.type),
        BuiltInDescriptions.of(field: field.name, in: name)
      )
    }
    var schema: JSONValue = ["type": "object", "properties": .object(properties)]
    if let text = OpenAPIDescriptions.kinds[name] ?? BuiltInDescriptions.of(name) {
      schema["description"] = .string(text)
    }
    let required = fields.filter(\.isRequired).map { JSONValue.string($0.name) }
    if !required.isEmpty { schema["required"] = .array(required) }
    return schema
  }

  /// A reference can say nothing itself; it is wrapped, as upstream does.
  private static func described(_ schema: JSONValue, _ sentence: String?) -> JSONValue {
    guard let sentence else { return schema }
    var described: JSONValue = schema["$ref"] == nil ? schema : ["allOf": [schema]]
    described["description"] = .string(sentence)
    return described
  }

  private mutating func schema(of type: FieldType) -> JSONValue {
    switch type {
    case .string: return ["type": "string"]
    case .integer: return ["type": "integer", "format": "int32"]
    case .number: return ["type": "number", "format": "double"]
    case .boolean: return ["type": "boolean"]
    case .time: return ["type": "string", "format": "date-time"]
    case .bytes: return ["type": "string", "format": "byte"]
    case .quantity:
      return ["type": "string"]
    case .intOrString: return ["type": "string", "format": "int-or-string"]
    case .any: return ["type": "object"]
    case .list(let element): return ["type": "array", "items": schema(of: element)]
    case .map(let element): return ["type": "object", "additionalProperties": schema(of: element)]
    case .object(let name):
      addType(name)
      return Self.reference(to: name)
    }
  }

  private static func reference(to type: String) -> JSONValue {
    ["$ref": .string("#/components/schemas/\(name(of: type))")]
  }

  private static func name(of type: String) -> String { "io.k8s.api.\(type)" }
}
