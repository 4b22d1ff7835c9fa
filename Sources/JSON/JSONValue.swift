/// Any JSON document.
///
/// A whole number is always `integer` when it fits, even if it was written `1.0` or `1e3`: one value has one representation, so that
/// `==` and hashes mean "the same to the Kubernetes API".
package enum JSONValue: Hashable, Sendable {
  case null
  case bool(Bool)
  case integer(Int64)
  /// Never a whole number within ±2⁵³, never NaN or infinite; make one with `number(_:)`.
  case double(Double)
  case string(String)
  case array([JSONValue])
  case object(JSONObject)

  /// A number in its one representation; `null` for NaN and infinities, which JSON cannot say.
  package static func number(_ value: Double) -> JSONValue {
    guard value.isFinite else { return .null }
    guard let whole = Int64(exactly: value), abs(value) <= 9_007_199_254_740_992 else {
      return .double(value)
    }
    return .integer(whole)
  }
}

extension JSONValue {
  package var isNull: Bool {
    if case .null = self { true } else { false }
  }

  package var boolValue: Bool? {
    if case .bool(let value) = self { value } else { nil }
  }

  package var intValue: Int? {
    if case .integer(let value) = self { Int(exactly: value) } else { nil }
  }

  package var doubleValue: Double? {
    switch self {
    case .integer(let value): Double(value)
    case .double(let value): value
    case .null, .bool, .string, .array, .object: nil
    }
  }

  package var stringValue: String? {
    if case .string(let value) = self { value } else { nil }
  }

  package var arrayValue: [JSONValue]? {
    if case .array(let value) = self { value } else { nil }
  }

  package var objectValue: JSONObject? {
    if case .object(let value) = self { value } else { nil }
  }

  /// The member of an object; `nil` where there is none or this is no object.
  ///
  /// Setting a member of `null` makes an object of it; setting `nil` removes; any other value is left as it is.
  package subscript(key: String) -> JSONValue? {
    get {
      if case .object(let object) = self { object[key] } else { nil }
    }
    set {
      switch self {
      case .object(var object):
        self = .null
        object[key] = newValue
        self = .object(object)
      case .null where newValue != nil:
        self = .object([:])
        self[key] = newValue
      case .null, .bool, .integer, .double, .string, .array:
        break
      }
    }
  }

  /// The element of an array; `nil` where there is none or this is no array.
  package subscript(index: Int) -> JSONValue? {
    guard case .array(let array) = self, array.indices.contains(index) else { return nil }
    return array[index]
  }

  /// What the value is, in the words of an OpenAPI schema.
  package var typeName: String {
    switch self {
    case .null: "null"
    case .bool: "boolean"
    case .integer: "integer"
    case .double: "number"
    case .string: "string"
    case .array: "array"
    case .object: "object"
    }
  }
}

/// Not `ExpressibleByNilLiteral`: in `found ? value : nil` Swift would then read `nil` as `null`, and what is absent would be there.
extension JSONValue: ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByFloatLiteral, ExpressibleByStringLiteral, ExpressibleByStringInterpolation,
  ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  package init(booleanLiteral value: Bool) { self = .bool(value) }
  package init(integerLiteral value: Int64) { self = .integer(value) }
  package init(floatLiteral value: Double) { self = .number(value) }
  package init(stringLiteral value: String) { self = .string(value) }
  package init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
  package init(dictionaryLiteral elements: (String, JSONValue)...) {
    self = .object(JSONObject(elements.map { JSONObject.Member(key: $0.0, value: $0.1) }))
  }
}
