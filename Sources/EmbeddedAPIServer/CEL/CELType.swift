/// The static type of an expression, with the size that the schema allows it.
///
/// A `maximum` of `nil` is "no bound known": the cost estimate then takes the worst.
indirect enum CELType: Sendable {
  case dynamic(maximum: UInt64?)
  case bool
  case int
  case uint
  case double
  case string(maximum: UInt64?)
  case duration
  case timestamp
  case quantity
  case opaque(CELOpaqueKind)
  case null
  case list(CELType, maximum: UInt64?)
  case map(key: CELType, value: CELType, maximum: UInt64?)
  case object(SchemaNode, isResource: Bool)
  case optional(CELType)
  case type

  static let dyn = CELType.dynamic(maximum: nil)
  static let text = CELType.string(maximum: nil)

  /// The type without its size: what a function returns has no bound that the server could look up.
  var unbounded: CELType {
    switch self {
    case .dynamic: .dyn
    case .string: .text
    case .list(let element, _): .list(element.unbounded, maximum: nil)
    case .map(let key, let value, _):
      .map(key: key.unbounded, value: value.unbounded, maximum: nil)
    case .bool, .int, .uint, .double, .duration, .timestamp, .quantity, .opaque, .null, .object,
      .optional,
      .type:
      self
    }
  }

  /// What an optional holds; any other type itself.
  var unwrapped: CELType {
    if case .optional(let value) = self { value } else { self }
  }

  var kind: CELKind {
    switch self {
    case .dynamic: .any
    case .bool: .bool
    case .int: .int
    case .uint: .uint
    case .double: .double
    case .string: .string
    case .duration: .duration
    case .timestamp: .timestamp
    case .quantity: .quantity
    case .opaque(let kind): .opaque(kind)
    case .null: .null
    case .list: .list
    case .map: .map
    case .object: .object
    case .optional: .optional
    case .type: .type
    }
  }

  /// As the server prints it in `found no matching overload`.
  var name: String {
    switch self {
    case .dynamic: "dyn"
    case .bool: "bool"
    case .int: "int"
    case .uint: "uint"
    case .double: "double"
    case .string: "string"
    case .duration: "duration"
    case .timestamp: "timestamp"
    case .quantity: "kubernetes.Quantity"
    case .opaque(let kind): kind.rawValue
    case .null: "null"
    case .list(let element, _): "list(\(element.name))"
    case .map(let key, let value, _): "map(\(key.name), \(value.name))"
    case .object: "object"
    case .optional(let value): "optional_type(\(value.name))"
    case .type: "type"
    }
  }

  /// Whether values of the two types may be compared for equality or stand in one list.
  func isComparable(to other: CELType) -> Bool {
    switch (self, other) {
    case (.dynamic, _), (_, .dynamic), (.null, .object), (.object, .null), (.null, .optional),
      (.optional, .null), (.null, .duration), (.duration, .null), (.null, .timestamp),
      (.timestamp, .null):
      true
    case (.list(let left, _), .list(let right, _)): left.isComparable(to: right)
    case (.map(let leftKey, let left, _), .map(let rightKey, let right, _)):
      leftKey.isComparable(to: rightKey) && left.isComparable(to: right)
    case (.object(let left, _), .object(let right, _)): left === right
    case (.optional(let left), .optional(let right)): left.isComparable(to: right)
    case (_, _): kind == other.kind
    }
  }
}

/// The outline of a type: what function signatures are written in.
enum CELKind: Sendable, Hashable {
  case any, bool, int, uint, double, string, duration, timestamp, quantity, null, list, map,
    object, optional, type
  case opaque(CELOpaqueKind)

  func accepts(_ type: CELType) -> Bool {
    self == .any || type.kind == .any || self == type.kind
  }
}
