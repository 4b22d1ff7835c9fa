import Time

extension CELFunction {
  /// Equality, order, membership and indexing.
  static func relation(_ name: String, _ operands: [CELValue]) throws(CELError) -> CELValue? {
    guard operands.count == 2 else {
      return name == "!_" ? try negated(operands) : nil
    }
    let (left, right) = (operands[0], operands[1])
    switch name {
    case "_==_": return .bool(left.isEqual(to: right))
    case "_!=_": return .bool(!left.isEqual(to: right))
    case "_<_": return left.compared(to: right).map { .bool($0 < 0) }
    case "_<=_": return left.compared(to: right).map { .bool($0 <= 0) }
    case "_>_": return left.compared(to: right).map { .bool($0 > 0) }
    case "_>=_": return left.compared(to: right).map { .bool($0 >= 0) }
    case "@in": return membership(left, in: right)
    case "_[_]": return try element(of: left, at: right)
    case "_[?_]": return .optional(optionalElement(of: left, at: right))
    default: return nil
    }
  }

  private static func negated(_ operands: [CELValue]) throws(CELError) -> CELValue {
    guard case .bool(let value)? = operands.first else { throw .noSuchOverload("!_") }
    return .bool(!value)
  }

  private static func membership(
    _ value: CELValue,
    in container: CELValue
  ) -> CELValue? {
    if let elements = container.elements {
      return .bool(elements.contains { $0.isEqual(to: value) })
    }
    return container.entries.map { entries in
      .bool(entries.contains { $0.key.isEqual(to: value) })
    }
  }

  private static func element(
    of container: CELValue,
    at index: CELValue
  ) throws(CELError) -> CELValue? {
    if let elements = container.elements {
      guard case .integer(let position) = index else { return nil }
      guard position >= 0, position < elements.count else { throw .indexOutOfBounds(position) }
      return elements[Int(position)]
    }
    guard let entries = container.entries else { return nil }
    guard let entry = entries.first(where: { $0.key.isEqual(to: index) }) else {
      throw .noSuchKey(CELFormat.plain(index))
    }
    return entry.value
  }

  /// The element, or nothing where there is none.
  private static func optionalElement(of container: CELValue, at index: CELValue) -> CELValue? {
    if case .optional(let value) = container {
      return value.flatMap { optionalElement(of: $0, at: index) }
    }
    return (try? element(of: container, at: index)) ?? nil
  }

  static func arithmetic(_ name: String, _ operands: [CELValue]) throws(CELError) -> CELValue? {
    if name == "-_" { return try negative(operands) }
    guard operands.count == 2 else { return nil }
    switch (operands[0], operands[1]) {
    case (.integer(let left), .integer(let right)): return try integers(name, left, right)
    case (.unsigned(let left), .unsigned(let right)): return try unsigned(name, left, right)
    case (.double(let left), .double(let right)): return doubles(name, left, right)
    case (_, _): return try times(name, operands[0], operands[1])
    }
  }

  private static func negative(_ operands: [CELValue]) throws(CELError) -> CELValue? {
    switch operands.first {
    case .integer(let value)?:
      return .integer(try exact(Int64(0).subtractingReportingOverflow(value)))
    case .double(let value)?: return .double(-value)
    case .none, .null, .bool, .unsigned, .string, .duration, .timestamp, .quantity, .opaque, .list,
      .map,
      .array, .object, .optional, .type:
      return nil
    }
  }

  private static func integers(
    _ name: String,
    _ left: Int64,
    _ right: Int64
  ) throws(CELError) -> CELValue? {
    switch name {
    case "_+_": return .integer(try exact(left.addingReportingOverflow(right)))
    case "_-_": return .integer(try exact(left.subtractingReportingOverflow(right)))
    case "_*_": return .integer(try exact(left.multipliedReportingOverflow(by: right)))
    case "_/_":
      guard right != 0 else { throw .divisionByZero }
      return .integer(try exact(left.dividedReportingOverflow(by: right)))
    case "_%_":
      guard right != 0 else { throw .modulusByZero }
      return .integer(try exact(left.remainderReportingOverflow(dividingBy: right)))
    default: return nil
    }
  }

  private static func unsigned(
    _ name: String,
    _ left: UInt64,
    _ right: UInt64
  ) throws(CELError) -> CELValue? {
    switch name {
    case "_+_": return .unsigned(try exact(left.addingReportingOverflow(right)))
    case "_-_": return .unsigned(try exact(left.subtractingReportingOverflow(right)))
    case "_*_": return .unsigned(try exact(left.multipliedReportingOverflow(by: right)))
    case "_/_":
      guard right != 0 else { throw .divisionByZero }
      return .unsigned(left / right)
    case "_%_":
      guard right != 0 else { throw .modulusByZero }
      return .unsigned(left % right)
    default: return nil
    }
  }

  private static func doubles(_ name: String, _ left: Double, _ right: Double) -> CELValue? {
    switch name {
    case "_+_": .double(left + right)
    case "_-_": .double(left - right)
    case "_*_": .double(left * right)
    case "_/_": .double(left / right)
    default: nil
    }
  }

  private static func times(
    _ name: String,
    _ left: CELValue,
    _ right: CELValue
  ) throws(CELError) -> CELValue? {
    switch (name, left, right) {
    case ("_+_", .duration(let left), .duration(let right)):
      let sum = left.nanoseconds.addingReportingOverflow(right.nanoseconds)
      return .duration(CELDuration(nanoseconds: try exact(sum)))
    case ("_-_", .duration(let left), .duration(let right)):
      let difference = left.nanoseconds.subtractingReportingOverflow(right.nanoseconds)
      return .duration(CELDuration(nanoseconds: try exact(difference)))
    case ("_+_", .timestamp(let instant), .duration(let distance)),
      ("_+_", .duration(let distance), .timestamp(let instant)):
      return .timestamp(instant + .nanoseconds(distance.nanoseconds))
    case ("_-_", .timestamp(let instant), .duration(let distance)):
      return .timestamp(instant - .nanoseconds(distance.nanoseconds))
    case ("_-_", .timestamp(let later), .timestamp(let earlier)):
      let (seconds, attoseconds) = (later - earlier).components
      return .duration(
        CELDuration(nanoseconds: seconds * 1_000_000_000 + attoseconds / 1_000_000_000)
      )
    case (_, _, _): return nil
    }
  }

  static func exact<Number>(
    _ result: (partialValue: Number, overflow: Bool)
  ) throws(CELError) -> Number {
    guard !result.overflow else { throw .integerOverflow }
    return result.partialValue
  }
}
