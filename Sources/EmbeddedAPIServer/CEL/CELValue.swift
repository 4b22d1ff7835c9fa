import APIMachinery
import JSON
import Time

/// What a CEL expression computes.
///
/// Lists and objects of the validated document stay JSON with their schema beside them, so that a rule on a big object does not convert
/// all of it.
enum CELValue: Sendable {
  case null
  case bool(Bool)
  case integer(Int64)
  case unsigned(UInt64)
  case double(Double)
  case string(String)
  case duration(CELDuration)
  case timestamp(Timestamp)
  case quantity(Quantity)
  case opaque(CELOpaque)
  case list([CELValue])
  case map([CELMapEntry])
  case array([JSONValue], SchemaNode?)
  case object(JSONObject, SchemaNode?)
  indirect case optional(CELValue?)
  case type(String)
}

struct CELMapEntry: Sendable {
  let key: CELValue
  let value: CELValue
}

extension CELValue {
  /// A part of the document as CEL sees it: numbers of a `number` field are doubles, some strings are durations or times.
  init(_ json: JSONValue, _ schema: SchemaNode?) {
    switch json {
    case .null: self = .null
    case .bool(let value): self = .bool(value)
    case .integer(let value):
      self = schema?.type == .number ? .double(Double(value)) : .integer(value)
    case .double(let value): self = .double(value)
    case .string(let text): self = Self.text(text, schema)
    case .array(let elements): self = .array(elements, schema)
    case .object(let object): self = .object(object, schema)
    }
  }

  private static func text(_ text: String, _ schema: SchemaNode?) -> CELValue {
    switch schema?.checks.format {
    case "duration": CELDuration(parsing: text).map(CELValue.duration) ?? .string(text)
    case "date-time": Timestamp(rfc3339: text).map(CELValue.timestamp) ?? .string(text)
    case "date":
      Timestamp(rfc3339: text + "T00:00:00Z").map(CELValue.timestamp) ?? .string(text)
    default: .string(text)
    }
  }

  /// The elements of any kind of list; `nil` for anything else.
  var elements: [CELValue]? {
    switch self {
    case .list(let elements): elements
    case .array(let elements, let schema): elements.map { CELValue($0, schema?.items) }
    case .null, .bool, .integer, .unsigned, .double, .string, .duration, .timestamp, .quantity,
      .opaque,
      .map, .object, .optional, .type:
      nil
    }
  }

  /// The entries of any kind of map; `nil` for anything else.
  var entries: [CELMapEntry]? {
    switch self {
    case .map(let entries): entries
    case .object(let object, let schema):
      object.map { member in
        CELMapEntry(
          key: .string(member.key),
          value: CELValue(member.value, schema?.schema(forMember: member.key))
        )
      }
    case .null, .bool, .integer, .unsigned, .double, .string, .duration, .timestamp, .quantity,
      .opaque,
      .list, .array, .optional, .type:
      nil
    }
  }

  var stringValue: String? {
    if case .string(let text) = self { text } else { nil }
  }

  /// The name that `type()` gives and that overload errors print.
  var typeName: String {
    switch self {
    case .null: "null_type"
    case .bool: "bool"
    case .integer: "int"
    case .unsigned: "uint"
    case .double: "double"
    case .string: "string"
    case .duration: "google.protobuf.Duration"
    case .timestamp: "google.protobuf.Timestamp"
    case .quantity: "kubernetes.Quantity"
    case .opaque(let value): value.kind.rawValue
    case .list, .array: "list"
    case .map, .object: "map"
    case .optional: "optional_type"
    case .type: "type"
    }
  }
}
