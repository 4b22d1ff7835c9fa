import JSON

/// The API server's defaulting algorithm (structural schemas): absent or null members with a default get it, then members are visited.
func defaulted(_ value: JSONValue, by schema: JSONValue) -> JSONValue {
  switch value {
  case .object(var object):
    for property in schema["properties"]?.objectValue ?? [:] {
      guard let literal = property.value["default"] else { continue }
      if object[property.key]?.isNull ?? true { object[property.key] = literal }
    }
    return .object(
      object.compactMapValues { key, member in
        let node = schema["properties"]?[key] ?? schema["additionalProperties"]
        return node.map { defaulted(member, by: $0) } ?? member
      }
    )
  case .array(let elements):
    guard let items = schema["items"] else { return value }
    return .array(elements.map { defaulted($0, by: items) })
  case .null, .bool, .integer, .double, .string:
    return value
  }
}
