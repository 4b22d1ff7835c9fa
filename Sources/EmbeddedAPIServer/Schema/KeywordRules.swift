import JSON

/// Keywords that contradict each other or that Kubernetes does not allow.
struct KeywordRules {
  private(set) var errors: [FieldError] = []

  mutating func visit(_ schema: JSONValue, at path: FieldPath) {
    if let items = schema["items"] { visit(items, at: path.child("items")) }
    for property in schema["properties"]?.objectValue ?? [:] {
      visit(property.value, at: path.child("properties").key(property.key))
    }
    if let additional = schema["additionalProperties"], additional.objectValue != nil {
      visit(additional, at: path.child("additionalProperties"))
    }
    if schema["uniqueItems"] == true {
      let detail =
        "uniqueItems cannot be set to true since the runtime complexity becomes quadratic"
      errors.append(.forbidden(path.child("uniqueItems"), detail))
    }
    if schema["additionalProperties"]?.objectValue != nil, schema["properties"] != nil {
      let detail = "additionalProperties and properties are mutual exclusive"
      errors.append(.forbidden(path.child("additionalProperties"), detail))
    }
    mapType(schema, at: path)
    listType(schema, at: path)
    rules(schema, at: path)
  }

  private mutating func mapType(_ schema: JSONValue, at path: FieldPath) {
    guard let mapType = schema["x-kubernetes-map-type"]?.stringValue else { return }
    demand("object", of: schema, because: "x-kubernetes-map-type is specified", at: path)
    let supported = ["atomic", "granular"]
    if !supported.contains(mapType) {
      let place = path.child("x-kubernetes-map-type")
      errors.append(.notSupported(place, .string(mapType), supported: supported))
    }
  }

  private mutating func listType(_ schema: JSONValue, at path: FieldPath) {
    let keys = schema["x-kubernetes-list-map-keys"]?.arrayValue ?? []
    let place = path.child("x-kubernetes-list-type")
    guard let listType = schema["x-kubernetes-list-type"]?.stringValue else {
      if !keys.isEmpty {
        let detail = "must be map if x-kubernetes-list-map-keys is non-empty"
        errors.append(.required(place, detail))
      }
      return
    }
    demand("array", of: schema, because: "x-kubernetes-list-type is specified", at: path)
    let supported = ["atomic", "set", "map"]
    if !supported.contains(listType) {
      errors.append(.notSupported(place, .string(listType), supported: supported))
    }
    if !keys.isEmpty, listType != "map" {
      let detail = "must be map if x-kubernetes-list-map-keys is non-empty"
      errors.append(.invalid(place, .string(listType), detail))
    }
    if listType == "set" { setItems(schema, at: path) }
    if listType == "map" { mapItems(schema, keys.compactMap(\.stringValue), at: path) }
  }

  private mutating func setItems(_ schema: JSONValue, at path: FieldPath) {
    let items = schema["items"] ?? [:]
    guard items["type"] == "object", items["x-kubernetes-map-type"] != "atomic" else { return }
    let detail = "must be atomic as item of a list with x-kubernetes-list-type=set"
    let place = path.child("items").child("x-kubernetes-map-type")
    errors.append(.invalid(place, .null, detail))
  }

  private mutating func mapItems(_ schema: JSONValue, _ keys: [String], at path: FieldPath) {
    let items = schema["items"] ?? [:]
    let keysPlace = path.child("x-kubernetes-list-map-keys")
    if keys.isEmpty {
      let detail = "must not be empty if x-kubernetes-list-type is map"
      errors.append(.required(keysPlace, detail))
    }
    guard items["type"] == "object" else {
      let detail = "must be object if parent array's x-kubernetes-list-type is map"
      return errors.append(
        .invalid(path.child("items").child("type"), items["type"] ?? "", detail)
      )
    }
    let list = JSONValue.array(keys.map(JSONValue.string))
    for key in keys where items["properties"]?[key] == nil {
      errors.append(.invalid(keysPlace, list, "entries must all be names of item properties"))
    }
    let required = items["required"]?.arrayValue ?? []
    for key in keys {
      guard let property = items["properties"]?[key] else { continue }
      let place = path.child("items").child("properties").key(key)
      if property["default"] == nil, !required.contains(.string(key)) {
        let detail =
          "this property is in x-kubernetes-list-map-keys, so it must have a default or be a "
          + "required property"
        errors.append(.required(place.child("default"), detail))
      }
    }
  }

  private mutating func demand(
    _ type: String,
    of schema: JSONValue,
    because reason: String,
    at path: FieldPath
  ) {
    let found = schema["type"]?.stringValue ?? ""
    guard found != type else { return }
    let detail = "must be \(type) if \(reason)"
    let place = path.child("type")
    errors.append(
      found.isEmpty ? .required(place, detail) : .invalid(place, .string(found), detail)
    )
  }

  private mutating func rules(_ schema: JSONValue, at path: FieldPath) {
    let rules = schema["x-kubernetes-validations"]?.arrayValue ?? []
    for (index, json) in rules.enumerated() {
      let place = path.child("x-kubernetes-validations").index(index)
      ruleErrors(ValidationRule(json: json), schema, at: place)
    }
  }

  private mutating func ruleErrors(
    _ rule: ValidationRule,
    _ schema: JSONValue,
    at path: FieldPath
  ) {
    let message = rule.message.trimmed
    if rule.rule.trimmed.isEmpty {
      errors.append(.required(path.child("rule"), "rule is not specified"))
    } else if !rule.message.isEmpty, message.isEmpty {
      let detail = "message must be non-empty if specified"
      errors.append(.invalid(path.child("message"), .string(rule.message), detail))
    } else if message.contains(where: \.isNewline) {
      let detail = "message must not contain line breaks"
      errors.append(.invalid(path.child("message"), .string(rule.message), detail))
    } else if rule.rule.trimmed.contains(where: \.isNewline), message.isEmpty {
      let detail = "message must be specified if rule contains line breaks"
      errors.append(.required(path.child("message"), detail))
    }
    if let reason = rule.reason, !ValidationRule.reasons.contains(reason) {
      let supported = ValidationRule.reasons
      errors.append(.notSupported(path.child("reason"), .string(reason), supported: supported))
    }
    if !rule.fieldPath.isEmpty, !rule.fieldPathExists(in: schema) {
      let detail = "fieldPath must be a valid path"
      errors.append(.invalid(path.child("fieldPath"), .string(rule.fieldPath), detail))
    }
  }
}

extension ValidationRule {
  /// In the order in which the server lists them.
  fileprivate static let reasons = [
    "FieldValueDuplicate", "FieldValueForbidden", "FieldValueInvalid", "FieldValueRequired",
  ]

  /// Whether `.spec.a` or `.labels['b']` leads somewhere.
  fileprivate func fieldPathExists(in schema: JSONValue) -> Bool {
    var node = schema
    for step in fieldPath.trimmed.split(whereSeparator: { ".[]'".contains($0) }) {
      if let property = node["properties"]?[String(step)] {
        node = property
      } else if let values = node["additionalProperties"], values.objectValue != nil {
        node = values
      } else {
        return false
      }
    }
    return fieldPath.hasPrefix(".") || fieldPath.hasPrefix("[")
  }
}
