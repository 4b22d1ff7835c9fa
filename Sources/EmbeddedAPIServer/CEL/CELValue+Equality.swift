extension CELValue {
  /// CEL's equality: numbers by value across types, lists in order (sets and keyed lists in any), maps by key.
  func isEqual(to other: CELValue) -> Bool {
    if let order = compared(to: other) { return order == 0 }
    switch (self, other) {
    case (.null, .null): return true
    case (.type(let left), .type(let right)): return left == right
    case (.opaque(let left), .opaque(let right)): return left == right
    case (.optional(let left), .optional(let right)): return Self.areEqual(left, right)
    case (_, _): return isEqualContainer(other)
    }
  }

  private static func areEqual(_ left: CELValue?, _ right: CELValue?) -> Bool {
    switch (left, right) {
    case (nil, nil): true
    case (let left?, let right?): left.isEqual(to: right)
    case (nil, _?), (_?, nil): false
    }
  }

  private func isEqualContainer(_ other: CELValue) -> Bool {
    if let left = elements, let right = other.elements {
      guard left.count == right.count else { return false }
      guard hasOrder && other.hasOrder else {
        return left.allSatisfy { element in right.contains { $0.isEqual(to: element) } }
      }
      return zip(left, right).allSatisfy { $0.isEqual(to: $1) }
    }
    if let left = entries, let right = other.entries {
      return left.count == right.count
        && left.allSatisfy { entry in
          right.contains { $0.key.isEqual(to: entry.key) && $0.value.isEqual(to: entry.value) }
        }
    }
    return false
  }

  private var hasOrder: Bool {
    if case .array(_, let schema?) = self { schema.listType == .atomic } else { true }
  }

  /// Negative, zero or positive where two values have an order; `nil` where they have none.
  func compared(to other: CELValue) -> Int? {
    switch (self, other) {
    case (.bool(let left), .bool(let right)): Self.order(left ? 1 : 0, right ? 1 : 0)
    case (.integer(let left), .integer(let right)): Self.order(left, right)
    case (.unsigned(let left), .unsigned(let right)): Self.order(left, right)
    case (.integer(let left), .unsigned(let right)):
      left < 0 ? -1 : Self.order(UInt64(left), right)
    case (.unsigned(let left), .integer(let right)):
      right < 0 ? 1 : Self.order(left, UInt64(right))
    case (.string(let left), .string(let right)): Self.order(left, right)
    case (.duration(let left), .duration(let right)): Self.order(left, right)
    case (.timestamp(let left), .timestamp(let right)): Self.order(left, right)
    case (.quantity(let left), .quantity(let right)): Self.order(left, right)
    case (_, _): comparedAsDouble(to: other)
    }
  }

  private func comparedAsDouble(to other: CELValue) -> Int? {
    guard let left = asDouble, let right = other.asDouble else { return nil }
    return Self.order(left, right)
  }

  private var asDouble: Double? {
    switch self {
    case .integer(let value): Double(value)
    case .unsigned(let value): Double(value)
    case .double(let value): value
    case .null, .bool, .string, .duration, .timestamp, .quantity, .opaque, .list, .map, .array,
      .object,
      .optional, .type:
      nil
    }
  }

  private static func order<Value: Comparable>(_ left: Value, _ right: Value) -> Int {
    left < right ? -1 : left == right ? 0 : 1
  }

  /// Code points, not Swift's canonical equivalence.
  private static func order(_ left: String, _ right: String) -> Int {
    if left.unicodeScalars.elementsEqual(right.unicodeScalars) { return 0 }
    return left.unicodeScalars.lexicographicallyPrecedes(right.unicodeScalars) ? -1 : 1
  }
}
