import JSON

/// Schemas and versions in the words of the server's internal Go types, which have no JSON names: an error that quotes one prints them so.
enum GoSchema {
  private enum Kind {
    case text, flag, optional, list, schema, schemas, members, schemaOrFlag, schemaOrList, rules
  }

  /// All keywords in the order of the Go struct, with their names there.
  private static let fields: [(keyword: String, name: String, kind: Kind)] = [
    ("id", "ID", .text), ("$schema", "Schema", .text), ("$ref", "Ref", .optional),
    ("description", "Description", .text), ("type", "Type", .text),
    ("nullable", "Nullable", .flag), ("format", "Format", .text), ("title", "Title", .text),
    ("default", "Default", .optional), ("maximum", "Maximum", .optional),
    ("exclusiveMaximum", "ExclusiveMaximum", .flag), ("minimum", "Minimum", .optional),
    ("exclusiveMinimum", "ExclusiveMinimum", .flag), ("maxLength", "MaxLength", .optional),
    ("minLength", "MinLength", .optional), ("pattern", "Pattern", .text),
    ("maxItems", "MaxItems", .optional), ("minItems", "MinItems", .optional),
    ("uniqueItems", "UniqueItems", .flag), ("multipleOf", "MultipleOf", .optional),
    ("enum", "Enum", .list), ("maxProperties", "MaxProperties", .optional),
    ("minProperties", "MinProperties", .optional), ("required", "Required", .list),
    ("items", "Items", .schemaOrList), ("allOf", "AllOf", .schemas), ("oneOf", "OneOf", .schemas),
    ("anyOf", "AnyOf", .schemas), ("not", "Not", .schema), ("properties", "Properties", .members),
    ("additionalProperties", "AdditionalProperties", .schemaOrFlag),
    ("patternProperties", "PatternProperties", .members),
    ("dependencies", "Dependencies", .optional),
    ("additionalItems", "AdditionalItems", .schemaOrFlag),
    ("definitions", "Definitions", .members), ("externalDocs", "ExternalDocs", .optional),
    ("example", "Example", .optional),
    ("x-kubernetes-preserve-unknown-fields", "XPreserveUnknownFields", .optional),
    ("x-kubernetes-embedded-resource", "XEmbeddedResource", .flag),
    ("x-kubernetes-int-or-string", "XIntOrString", .flag),
    ("x-kubernetes-list-map-keys", "XListMapKeys", .list),
    ("x-kubernetes-list-type", "XListType", .optional),
    ("x-kubernetes-map-type", "XMapType", .optional),
    ("x-kubernetes-validations", "XValidations", .rules),
  ]

  /// The keywords that a schema sets, by their Go names, in the order of the struct.
  static func setFields(of schema: JSONValue) -> [String] {
    fields.filter { field in
      guard let value = schema[field.keyword], !value.isNull else { return false }
      return value != false && value != "" && value != [] && value != .object([:])
    }.map(\.name)
  }

  static func text(_ schema: JSONValue?) -> String {
    guard let schema, schema.objectValue != nil else { return "null" }
    return object(fields.map { ($0.name, text(schema[$0.keyword], $0.kind)) })
  }

  private static func text(_ value: JSONValue?, _ kind: Kind) -> String {
    switch kind {
    case .text: GoText.json(value ?? "")
    case .flag: value == true ? "true" : "false"
    case .optional, .list: GoText.json(value ?? .null)
    case .schema: text(value)
    case .schemas: list(value?.arrayValue, text)
    case .members: members(value?.objectValue)
    case .schemaOrFlag: orFlag(value)
    case .schemaOrList: orList(value)
    case .rules: list(value?.arrayValue) { ValidationRule(json: $0).goJSON }
    }
  }

  private static func members(_ members: JSONObject?) -> String {
    guard let members else { return "null" }
    return object(members.map { ($0.key, text($0.value)) })
  }

  private static func orFlag(_ value: JSONValue?) -> String {
    guard let value else { return "null" }
    let schema = value.objectValue == nil ? nil : value
    return object([("Allows", value == false ? "false" : "true"), ("Schema", text(schema))])
  }

  private static func orList(_ value: JSONValue?) -> String {
    guard let value else { return "null" }
    let schema = value.objectValue == nil ? nil : value
    return object([("Schema", text(schema)), ("JSONSchemas", list(value.arrayValue, text))])
  }

  private static func list(_ values: [JSONValue]?, _ text: (JSONValue) -> String) -> String {
    guard let values else { return "null" }
    return "[" + values.map(text).joined(separator: ",") + "]"
  }

  private static func object(_ members: [(String, String)]) -> String {
    "{" + members.map { "\(GoText.json(.string($0.0))):\($0.1)" }.joined(separator: ",") + "}"
  }
}

extension GoSchema {
  /// `spec.versions` as an error quotes it, without what was hoisted out of them.
  static func text(versions: [JSONValue]) -> String {
    list(versions) { version in
      object([
        ("Name", GoText.json(version["name"] ?? "")),
        ("Served", text(version["served"], .flag)), ("Storage", text(version["storage"], .flag)),
        ("Deprecated", text(version["deprecated"], .flag)),
        ("DeprecationWarning", text(version["deprecationWarning"], .optional)),
        ("Schema", wrapped(version["schema"])), ("Subresources", subresources(version)),
        ("AdditionalPrinterColumns", columns(version)), ("SelectableFields", selectable(version)),
      ])
    }
  }

  private static func wrapped(_ schema: JSONValue?) -> String {
    schema.map { object([("OpenAPIV3Schema", text($0["openAPIV3Schema"]))]) } ?? "null"
  }

  private static func subresources(_ version: JSONValue) -> String {
    guard let subresources = version["subresources"] else { return "null" }
    let scale = subresources["scale"].map { scale in
      object(
        [
          ("SpecReplicasPath", "specReplicasPath"), ("StatusReplicasPath", "statusReplicasPath"),
        ].map { ($0.0, GoText.json(scale[$0.1] ?? "")) }
          + [("LabelSelectorPath", GoText.json(scale["labelSelectorPath"] ?? .null))]
      )
    }
    return object([
      ("Status", subresources["status"] == nil ? "null" : "{}"), ("Scale", scale ?? "null"),
    ])
  }

  private static func columns(_ version: JSONValue) -> String {
    list(version["additionalPrinterColumns"]?.arrayValue) { column in
      object([
        ("Name", GoText.json(column["name"] ?? "")), ("Type", GoText.json(column["type"] ?? "")),
        ("Format", GoText.json(column["format"] ?? "")),
        ("Description", GoText.json(column["description"] ?? "")),
        ("Priority", GoText.json(column["priority"] ?? 0)),
        ("JSONPath", GoText.json(column["jsonPath"] ?? "")),
      ])
    }
  }

  private static func selectable(_ version: JSONValue) -> String {
    list(version["selectableFields"]?.arrayValue) {
      object([("JSONPath", GoText.json($0["jsonPath"] ?? ""))])
    }
  }
}
