import JSON

extension KeywordRules {
  mutating func mapType(_ schema: JSONValue, at path: FieldPath) {
    guard let mapType = schema["x-kubernetes-map-type"]?.stringValue else { return }
    demand("object", of: schema, because: "x-kubernetes-map-type is specified", at: path)
    let supported = ["atomic", "granular"]
    if !supported.contains(mapType) {
      let place = path.child("x-kubernetes-map-type")
      errors.append(.notSupported(place, .string(mapType), supported: supported))
    }
  }

  mutating func listType(_ schema: JSONValue, at path: FieldPath) {
    let keys = schema["x-kubernetes-list-map-keys"]?.arrayValue?.compactMap(\.stringValue) ?? []
    let place = path.child("x-kubernetes-list-type")
    let keysNeedMap = "must be map if x-kubernetes-list-map-keys is non-empty"
    guard let listType = schema["x-kubernetes-list-type"]?.stringValue else {
      if !keys.isEmpty { errors.append(.required(place, keysNeedMap)) }
      return
    }
    if schema["type"] != "array" {
      demand("array", of: schema, because: "x-kubernetes-list-type is specified", at: path)
    } else if listType == "set" {
      setItems(schema["items"] ?? [:], at: path.child("items"))
    }
    let supported = ["atomic", "set", "map"]
    if !supported.contains(listType) {
      errors.append(.notSupported(place, .string(listType), supported: supported))
    }
    if !keys.isEmpty, listType != "map" {
      errors.append(.invalid(place, .string(listType), keysNeedMap))
    }
    if listType == "map" { mapItems(schema, keys, at: path) }
    if listType == "set" || listType == "map", schema["items"]?["nullable"] == true {
      let detail = "cannot be nullable when x-kubernetes-list-type is \(listType)"
      errors.append(.forbidden(path.child("items").child("nullable"), detail))
    }
    if listType == "map" { keyProperties(schema["items"] ?? [:], keys, at: path.child("items")) }
  }

  private mutating func setItems(_ items: JSONValue, at path: FieldPath) {
    let detail = "must be atomic as item of a list with x-kubernetes-list-type=set"
    let listType = items["x-kubernetes-list-type"] ?? .null
    if items["type"] == "array", !listType.isNull, listType != "atomic" {
      errors.append(.invalid(path.child("x-kubernetes-list-type"), listType, detail))
    }
    if items["type"] == "object", items["x-kubernetes-map-type"] != "atomic" {
      errors.append(.invalid(path.child("x-kubernetes-map-type"), listType, detail))
    }
  }

  private mutating func mapItems(_ schema: JSONValue, _ keys: [String], at path: FieldPath) {
    let place = path.child("x-kubernetes-list-map-keys")
    if keys.isEmpty {
      let detail = "must not be empty if x-kubernetes-list-type is map"
      errors.append(.required(place, detail))
    }
    guard let items = schema["items"] else {
      let detail = "must have a schema if x-kubernetes-list-type is map"
      return errors.append(.required(path.child("items"), detail))
    }
    guard items["type"] == "object" else {
      let detail = "must be object if parent array's x-kubernetes-list-type is map"
      let field = path.child("items").child("type")
      return errors.append(.invalid(field, items["type"] ?? "", detail))
    }
    let list = JSONValue.array(keys.map(JSONValue.string))
    for (index, key) in keys.enumerated() {
      let type = items["properties"]?[key]?["type"]
      if items["properties"]?[key] == nil {
        errors.append(.invalid(place, list, "entries must all be names of item properties"))
      } else if type == "array" || type == "object" {
        let detail = "must be a scalar type if parent array's x-kubernetes-list-type is map"
        let field = path.child("items").child("properties").key(key).child("type")
        errors.append(.invalid(field, "object", detail))
      }
      if keys[..<index].contains(key) {
        errors.append(.invalid(place, list, "must not contain duplicate entries"))
      }
    }
  }

  private mutating func keyProperties(_ items: JSONValue, _ keys: [String], at path: FieldPath) {
    let required = items["required"]?.arrayValue ?? []
    for key in keys {
      guard let property = items["properties"]?[key] else { continue }
      let place = path.child("properties").key(key)
      let reason = "this property is in x-kubernetes-list-map-keys, so it"
      if property["default"] == nil, !required.contains(.string(key)) {
        let detail = "\(reason) must have a default or be a required property"
        errors.append(.required(place.child("default"), detail))
      }
      if property["nullable"] == true {
        errors.append(.forbidden(place.child("nullable"), "\(reason) cannot be nullable"))
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
}
