import JSON
import RegularExpressions

/// The rules that make a schema structural; findings come sorted by their texts, as from the server.
enum StructuralRules {
  fileprivate enum Level {
    case root, item, field
  }

  static func errors(_ schema: JSONValue, at path: FieldPath) -> [FieldError] {
    let found = invariants(schema, .root, at: path) + incompleteness(schema, schema, at: path)
    return found.sorted { $0.message.utf8.lexicographicallyPrecedes($1.message.utf8) }
  }

  private static func invariants(
    _ schema: JSONValue,
    _ level: Level,
    at path: FieldPath
  ) -> [FieldError] {
    var errors = typeErrors(schema, level, at: path) + extensionErrors(schema, at: path)
    errors += combinationErrors(schema, at: path)
    errors += metadataErrors(schema, level, at: path)
    if let items = schema["items"] { errors += invariants(items, .item, at: path.child("items")) }
    for property in schema["properties"]?.objectValue ?? [:] {
      let place = path.child("properties").key(property.key)
      errors += invariants(property.value, .field, at: place)
    }
    guard let additional = schema["additionalProperties"], additional != false else {
      return errors
    }
    let place = path.child("additionalProperties")
    if level == .root { errors.append(.forbidden(place, "must not be used at the root")) }
    if additional.objectValue != nil { errors += invariants(additional, .field, at: place) }
    return errors
  }

  private static func typeErrors(
    _ schema: JSONValue,
    _ level: Level,
    at path: FieldPath
  ) -> [FieldError] {
    let type = schema["type"]?.stringValue ?? ""
    let place = path.child("type")
    var errors: [FieldError] = []
    if type == "array", schema["items"] == nil {
      errors.append(.required(path.child("items"), "must be specified"))
    }
    if schema.isOn("x-kubernetes-embedded-resource"), type != "object" {
      let detail = "must be object if x-kubernetes-embedded-resource is true"
      errors.append(
        type.isEmpty ? .required(place, detail) : .invalid(place, .string(type), detail)
      )
    } else if type.isEmpty, !schema.isOn("x-kubernetes-int-or-string"),
      !schema.isOn("x-kubernetes-preserve-unknown-fields")
    {
      errors.append(.required(place, level.missingType))
    }
    if schema.isOn("x-kubernetes-embedded-resource") {
      errors += embeddedResourceErrors(schema, at: path)
    }
    if level == .root, !type.isEmpty, type != "object" {
      errors.append(.invalid(place, .string(type), "must be object at the root"))
    }
    return errors
  }

  private static func embeddedResourceErrors(
    _ schema: JSONValue,
    at path: FieldPath
  ) -> [FieldError] {
    var errors: [FieldError] = []
    if let additional = schema["additionalProperties"], additional != false {
      let detail = "must not be used if x-kubernetes-embedded-resource is set"
      errors.append(.forbidden(path.child("additionalProperties"), detail))
    }
    if !schema.isOn("x-kubernetes-preserve-unknown-fields"),
      schema["properties"]?.objectValue?.isEmpty ?? true
    {
      let detail =
        "must not be empty if x-kubernetes-embedded-resource is true without "
        + "x-kubernetes-preserve-unknown-fields"
      errors.append(.required(path.child("properties"), detail))
    }
    return errors
  }

  private static func extensionErrors(_ schema: JSONValue, at path: FieldPath) -> [FieldError] {
    guard schema.isOn("x-kubernetes-int-or-string") else { return [] }
    return ["x-kubernetes-preserve-unknown-fields", "x-kubernetes-embedded-resource"]
      .filter { schema.isOn($0) }
      .map { .invalid(path.child($0), true, "must be false if x-kubernetes-int-or-string is true") }
  }

  private static func metadataErrors(
    _ schema: JSONValue,
    _ level: Level,
    at path: FieldPath
  ) -> [FieldError] {
    guard level == .root || schema.isOn("x-kubernetes-embedded-resource") else { return [] }
    let properties = path.child("properties")
    var errors: [FieldError] = []
    for name in ["kind", "apiVersion"] {
      guard let type = schema["properties"]?[name]?["type"], type != "string" else { continue }
      errors.append(.invalid(properties.key(name).child("type"), type, "must be string"))
    }
    guard let metadata = schema["properties"]?["metadata"] else { return errors }
    let place = properties.key("metadata")
    if metadata["type"] != "object" {
      errors.append(.invalid(place.child("type"), metadata["type"] ?? "", "must be object"))
    }
    if level == .root, !metadata.restrictsNamesOnly {
      let detail =
        "must not specify anything other than name and generateName, "
        + "but metadata is implicitly specified"
      errors.append(.forbidden(place, detail))
    }
    return errors
  }

  private static func combinationErrors(_ schema: JSONValue, at path: FieldPath) -> [FieldError] {
    var errors: [FieldError] = []
    let skipsAnyOf = schema.isOn("x-kubernetes-int-or-string") && schema["anyOf"] == .intOrString
    if !skipsAnyOf { errors += nested(schema, "anyOf", at: path) }
    let allOf = schema["allOf"]?.arrayValue ?? []
    for (index, branch) in allOf.enumerated() {
      var branch = branch
      if index == 0, branch["anyOf"] == .intOrString { branch["anyOf"] = nil }
      errors += nestedErrors(branch, at: path.child("allOf").index(index))
    }
    errors += nested(schema, "oneOf", at: path)
    if let not = schema["not"] { errors += nestedErrors(not, at: path.child("not")) }
    return errors + patternErrors(schema, at: path)
  }

  private static func patternErrors(_ schema: JSONValue, at path: FieldPath) -> [FieldError] {
    guard let pattern = schema["pattern"]?.stringValue else { return [] }
    do {
      _ = try RegularExpression(pattern)
      return []
    } catch {
      let detail = "must be a valid regular expression, but isn't: \(error)"
      return [.invalid(path.child("pattern"), .string(pattern), detail)]
    }
  }

  private static func nested(
    _ schema: JSONValue,
    _ name: String,
    at path: FieldPath
  ) -> [FieldError] {
    (schema[name]?.arrayValue ?? []).enumerated().flatMap { index, branch in
      nestedErrors(branch, at: path.child(name).index(index))
    }
  }

  /// Under a logical operator a schema may only narrow values, not say what they are made of.
  private static func nestedErrors(_ schema: JSONValue, at path: FieldPath) -> [FieldError] {
    var errors = combinationErrors(schema, at: path)
    for (name, complaint) in structuralKeywords where schema[name].map(isSet) ?? false {
      errors.append(.forbidden(path.child(name), "must be \(complaint) to be structural"))
    }
    if let items = schema["items"] { errors += nestedErrors(items, at: path.child("items")) }
    for property in schema["properties"]?.objectValue ?? [:] {
      let place = path.child("properties").key(property.key)
      if property.key == "metadata" {
        errors.append(.forbidden(place, "must not be specified in a nested context"))
      }
      errors += nestedErrors(property.value, at: place)
    }
    return errors
  }

  private static let structuralKeywords = [
    ("type", "empty"), ("additionalProperties", "undefined"), ("default", "undefined"),
    ("title", "empty"), ("description", "empty"), ("nullable", "false"),
    ("externalDocs", "undefined"),
    ("x-kubernetes-preserve-unknown-fields", "false"), ("x-kubernetes-embedded-resource", "false"),
    ("x-kubernetes-int-or-string", "false"), ("x-kubernetes-list-map-keys", "empty"),
    ("x-kubernetes-list-type", "undefined"), ("x-kubernetes-map-type", "undefined"),
    ("x-kubernetes-validations", "empty"),
  ]

  private static func isSet(_ value: JSONValue) -> Bool {
    value != false && value != "" && value != [] && !value.isNull
  }

  /// Fields that only a logical operator mentions.
  private static func incompleteness(
    _ schema: JSONValue,
    _ spine: JSONValue,
    at path: FieldPath
  ) -> [FieldError] {
    var errors: [FieldError] = []
    for name in ["allOf", "anyOf", "oneOf"] {
      for (index, branch) in (schema[name]?.arrayValue ?? []).enumerated() {
        errors += unspecified(branch, spine, at: path.child(name).index(index), path)
      }
    }
    if let not = schema["not"] { errors += unspecified(not, spine, at: path.child("not"), path) }
    for property in schema["properties"]?.objectValue ?? [:] {
      let place = path.child("properties").key(property.key)
      errors += incompleteness(property.value, property.value, at: place)
    }
    if let items = schema["items"] {
      errors += incompleteness(items, items, at: path.child("items"))
    }
    return errors
  }

  private static func unspecified(
    _ branch: JSONValue,
    _ spine: JSONValue?,
    at path: FieldPath,
    _ spinePath: FieldPath
  ) -> [FieldError] {
    var errors: [FieldError] = []
    for property in branch["properties"]?.objectValue ?? [:] {
      let place = path.child("properties").key(property.key)
      let home = spinePath.child("properties").key(property.key)
      let child = spine?["properties"]?[property.key]
      if child == nil {
        errors.append(.required(home, "because it is defined in \(place)"))
      }
      errors += unspecified(property.value, child, at: place, home)
    }
    if let items = branch["items"] {
      let home = spinePath.child("items")
      if spine?["items"] == nil {
        errors.append(.required(home, "because it is defined in \(path.child("items"))"))
      }
      errors += unspecified(items, spine?["items"], at: path.child("items"), home)
    }
    return errors
  }
}

extension StructuralRules.Level {
  fileprivate var missingType: String {
    switch self {
    case .root: "must not be empty at the root"
    case .item: "must not be empty for specified array items"
    case .field: "must not be empty for specified object fields"
    }
  }
}

extension JSONValue {
  fileprivate func isOn(_ keyword: String) -> Bool { self[keyword] == true }

  /// The only `anyOf` with types that a structural schema may have.
  fileprivate static let intOrString: JSONValue = [["type": "integer"], ["type": "string"]]

  fileprivate var restrictsNamesOnly: Bool {
    let keywords = objectValue?.keys ?? []
    let names = self["properties"]?.objectValue?.keys ?? []
    let known = ["type", "description", "properties", "default"]
    return keywords.allSatisfy(known.contains)
      && names.allSatisfy(["name", "generateName"].contains)
  }
}
