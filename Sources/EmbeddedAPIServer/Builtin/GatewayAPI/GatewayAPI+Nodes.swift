import JSON

/// The nodes of which the definitions' schemas are made.
extension GatewayAPI {
  /// Fields that this server keeps without looking into them.
  static let open: JSONValue = ["type": "object", "x-kubernetes-preserve-unknown-fields": true]

  static func open(with properties: JSONValue) -> JSONValue {
    var node = open
    node["properties"] = properties
    return node
  }

  static func object(_ properties: JSONValue, required: [JSONValue] = []) -> JSONValue {
    var node: JSONValue = ["type": "object", "properties": properties]
    if !required.isEmpty { node["required"] = .array(required) }
    return node
  }

  static func string(max length: JSONValue, default value: JSONValue? = nil) -> JSONValue {
    var node: JSONValue = ["type": "string", "maxLength": length]
    node["default"] = value
    return node
  }

  static func integer(_ range: ClosedRange<Int64>, default value: JSONValue? = nil) -> JSONValue {
    var node: JSONValue = [
      "type": "integer", "format": "int32", "minimum": .integer(range.lowerBound),
      "maximum": .integer(range.upperBound),
    ]
    node["default"] = value
    return node
  }

  /// A list that belongs to one manager as a whole, as nearly all of the Gateway API's do.
  static func list(of item: JSONValue, default value: JSONValue? = nil) -> JSONValue {
    var node: JSONValue = ["type": "array", "items": item, "x-kubernetes-list-type": "atomic"]
    node["default"] = value
    return node
  }

  /// A list whose items belong to whoever wrote them.
  static func map(of item: JSONValue, by keys: [JSONValue]) -> JSONValue {
    var item = item
    item.setDefault("required", .array(keys))
    return [
      "type": "array", "items": item, "x-kubernetes-list-type": "map",
      "x-kubernetes-list-map-keys": .array(keys),
    ]
  }

  static let conditions = map(
    of: object(
      [
        "type": string(max: 316), "reason": string(max: 1_024), "message": string(max: 32_768),
        "status": ["type": "string", "enum": ["True", "False", "Unknown"]],
        "lastTransitionTime": ["type": "string", "format": "date-time"],
        "observedGeneration": ["type": "integer", "format": "int64", "minimum": 0],
      ],
      required: ["type", "status", "reason", "message", "lastTransitionTime"]
    ),
    by: ["type"]
  )
}
