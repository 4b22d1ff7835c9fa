import JSON
import RegularExpressions

/// The bounds of one value: everything in a schema that does not say what the value is made of.
struct ValueChecks: Sendable {
  struct Bound: Sendable {
    let limit: Double
    let isExclusive: Bool
  }

  struct Pattern: Sendable {
    let text: String
    let expression: RegularExpression
  }

  let enumeration: [JSONValue]?
  let pattern: Pattern?
  let format: String?
  let minimum: Bound?
  let maximum: Bound?
  let multipleOf: Double?
  let minLength: Int?
  let maxLength: Int?
  let minItems: Int?
  let maxItems: Int?
  let minProperties: Int?
  let maxProperties: Int?
  let required: [String]

  init(reading json: JSONValue, at path: FieldPath) throws(SchemaError) {
    enumeration = json["enum"]?.arrayValue
    pattern = try Self.pattern(json["pattern"]?.stringValue, at: path)
    format = json["format"]?.stringValue
    minimum = Self.bound(json, "minimum", exclusive: "exclusiveMinimum")
    maximum = Self.bound(json, "maximum", exclusive: "exclusiveMaximum")
    multipleOf = json["multipleOf"]?.doubleValue
    minLength = json["minLength"]?.intValue
    maxLength = json["maxLength"]?.intValue
    minItems = json["minItems"]?.intValue
    maxItems = json["maxItems"]?.intValue
    minProperties = json["minProperties"]?.intValue
    maxProperties = json["maxProperties"]?.intValue
    required = json["required"]?.arrayValue?.compactMap(\.stringValue) ?? []
  }

  private static func bound(_ json: JSONValue, _ name: String, exclusive: String) -> Bound? {
    json[name]?.doubleValue.map {
      Bound(limit: $0, isExclusive: json[exclusive]?.boolValue ?? false)
    }
  }

  private static func pattern(
    _ text: String?,
    at path: FieldPath
  ) throws(SchemaError) -> Pattern? {
    guard let text, !text.isEmpty else { return nil }
    do {
      return Pattern(text: text, expression: try RegularExpression(text))
    } catch {
      throw SchemaError(
        path: path.child("pattern"),
        problem: "must be a valid regular expression, but isn't: \(error)"
      )
    }
  }
}
