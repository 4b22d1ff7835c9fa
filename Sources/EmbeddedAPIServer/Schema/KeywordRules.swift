import JSON

/// Keywords that contradict each other or that Kubernetes does not allow, found in the order of the server's walk.
struct KeywordRules {
  var errors: [FieldError] = []

  /// What the place of a schema forbids.
  private struct Place {
    /// Why no default may stand here.
    var forbidsDefaults: String?
    /// Inside `metadata`, `kind` or `apiVersion` of a resource.
    var isInsideMetadata = false
  }

  mutating func visit(_ schema: JSONValue, at path: FieldPath, isRoot: Bool) {
    visit(schema, Place(), at: path, isRoot: isRoot)
  }

  private mutating func visit(
    _ schema: JSONValue,
    _ place: Place,
    at path: FieldPath,
    isRoot: Bool = false
  ) {
    unsupported(schema, place, at: path)
    if schema["uniqueItems"] == true {
      let detail =
        "uniqueItems cannot be set to true since the runtime complexity becomes quadratic"
      errors.append(.forbidden(path.child("uniqueItems"), detail))
    }
    additionalProperties(schema, place, at: path)
    for property in schema["properties"]?.objectValue ?? [:] {
      visit(
        property.value,
        self.place(of: property.key, in: schema, place, isRoot: isRoot),
        at: path.child("properties").key(property.key)
      )
    }
    branches(schema, place, at: path)
    if let items = schema["items"], items.objectValue != nil {
      visit(items, place, at: path.child("items"))
    }
    if let preserves = schema["x-kubernetes-preserve-unknown-fields"], preserves == false {
      let field = path.child("x-kubernetes-preserve-unknown-fields")
      errors.append(.invalid(field, false, "must be true or undefined"))
    }
    mapType(schema, at: path)
    listType(schema, at: path)
    rules(schema, at: path)
  }

  private mutating func branches(_ schema: JSONValue, _ place: Place, at path: FieldPath) {
    if let not = schema["not"] { visit(not, place, at: path.child("not")) }
    for name in ["allOf", "oneOf", "anyOf"] {
      for (index, branch) in (schema[name]?.arrayValue ?? []).enumerated() {
        visit(branch, place, at: path.child(name).index(index))
      }
    }
  }

  private func place(
    of property: String,
    in schema: JSONValue,
    _ place: Place,
    isRoot: Bool
  ) -> Place {
    guard isRoot || schema["x-kubernetes-embedded-resource"] == true,
      ["metadata", "kind", "apiVersion"].contains(property)
    else { return place }
    var place = place
    place.isInsideMetadata = true
    if isRoot { place.forbidsDefaults = "in top-level \(property)" }
    return place
  }

  private mutating func additionalProperties(
    _ schema: JSONValue,
    _ place: Place,
    at path: FieldPath
  ) {
    guard let additional = schema["additionalProperties"] else { return }
    let field = path.child("additionalProperties")
    if !(schema["properties"]?.objectValue?.isEmpty ?? true), additional != true {
      let detail = "additionalProperties and properties are mutual exclusive"
      errors.append(.forbidden(field, detail))
    }
    guard additional.objectValue != nil else { return }
    var inner = place
    if place.isInsideMetadata {
      inner.forbidsDefaults = "inside additionalProperties applying to object metadata"
    }
    visit(additional, inner, at: field)
  }

  private static let types = ["array", "boolean", "integer", "number", "object", "string"]

  /// Keywords of JSON schema that a definition may not use.
  private mutating func unsupported(_ schema: JSONValue, _ place: Place, at path: FieldPath) {
    let type = schema["type"]?.stringValue ?? ""
    if !type.isEmpty, !Self.types.contains(type) {
      errors.append(
        .notSupported(path.child("type"), .string(type), supported: Self.types)
      )
    }
    if let reason = place.forbidsDefaults, schema["default"] != nil {
      errors.append(.forbidden(path.child("default"), "must not be set \(reason)"))
    }
    for keyword in [
      "id", "additionalItems", "patternProperties", "definitions", "dependencies", "$ref",
    ] where schema[keyword].map(Self.isSet) ?? false {
      errors.append(.forbidden(path.child(keyword), "\(keyword) is not supported"))
    }
    if type == "null" {
      let detail = "type cannot be set to null, use nullable as an alternative"
      errors.append(.forbidden(path.child("type"), detail))
    }
    if !(schema["items"]?.arrayValue?.isEmpty ?? true) {
      let detail = "items must be a schema object and not an array"
      errors.append(.forbidden(path.child("items"), detail))
    }
    if place.isInsideMetadata, schema["x-kubernetes-embedded-resource"] == true {
      let field = path.child("x-kubernetes-embedded-resource")
      errors.append(.forbidden(field, "must not be used inside of resource meta"))
    }
  }

  private static func isSet(_ value: JSONValue) -> Bool {
    value != "" && value != .object([:]) && !value.isNull
  }
}
