import JSON
import Time

/// The cell of a custom resource's column (`apiextensions-apiserver/.../tableconvertor.go`).
enum CustomCell {
  static func cell(_ values: [JSONValue], type: String, _ now: Timestamp) -> JSONValue {
    guard let first = values.first, !first.isNull else { return .null }
    switch type {
    case "integer": return values.count == 1 ? integer(first) : .null
    case "number": return first.doubleValue == nil ? .null : first
    case "boolean": return first.boolValue == nil ? .null : first
    case "date": return .string(HumanDuration.age(since: first.stringValue ?? "", now: now))
    default: return .string(values.map(text).joined(separator: ","))
    }
  }

  private static func integer(_ value: JSONValue) -> JSONValue {
    value.intValue.map { .integer(Int64($0)) }
      ?? value.doubleValue.map { .integer(Int64($0)) } ?? .null
  }

  private static func text(_ value: JSONValue) -> String {
    value.stringValue ?? value.jsonText
  }
}
