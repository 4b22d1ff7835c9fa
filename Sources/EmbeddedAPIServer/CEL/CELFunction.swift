import JSON

/// What functions and operators do, by name; operands begin with the target of a member call.
enum CELFunction {
  static func apply(
    _ name: String,
    _ operands: [CELValue]
  ) throws(CELError) -> CELValue {
    if let result = try relation(name, operands) { return result }
    if let result = try arithmetic(name, operands) { return result }
    if let result = try finding(name, operands) { return result }
    if let result = try text(name, operands) { return result }
    if let result = try list(name, operands) { return result }
    if let result = try network(name, operands) { return result }
    if let result = try library(name, operands) { return result }
    if let result = try calendar(name, operands) { return result }
    if let result = try conversion(name, operands) { return result }
    if let result = try quantity(name, operands) { return result }
    if let result = try optional(name, operands) { return result }
    throw .noSuchOverload(name)
  }

  /// What a call costs for the operands that it really got.
  static func cost(of name: String, _ operands: [CELValue]) -> UInt64 {
    let first = operands.first?.measure ?? 0
    let second = operands.count > 1 ? operands[1].measure : 0
    return switch name {
    case "startsWith", "endsWith": traversal(second)
    case "contains": max(1, traversal(first) * traversal(second))
    case "matches", "find", "findAll":
      max(1, traversal(first + 1) * UInt64((Double(second) * CELCost.regex).rounded(.up)))
    case "@in": max(1, second)
    case "_+_": max(1, traversal(first + second))
    case "_==_", "_!=_", "_<_", "_<=_", "_>_", "_>=_": max(1, traversal(min(first, second)))
    case "lowerAscii", "upperAscii", "substring", "trim", "format", "quantity", "isQuantity",
      "ip", "isIP", "ip.isCanonical", "cidr", "isCIDR", "url", "isURL", "semver", "isSemver",
      "strings.quote":
      traversal(first)
    case "validate": max(1, traversal(second))
    case "sets.contains", "sets.equivalent", "sets.intersects": max(1, first * second)
    case "replace", "split", "join": traversal(2 * first)
    case "isSorted", "sum", "min", "max", "indexOf", "lastIndexOf": max(1, first)
    default: 1
    }
  }

  private static func traversal(_ size: UInt64) -> UInt64 {
    UInt64((Double(size) * CELCost.traversal).rounded(.up))
  }
}

extension CELValue {
  /// Characters, elements or members.
  var measure: UInt64 {
    switch self {
    case .string(let text): UInt64(text.unicodeScalars.count)
    case .list(let elements): UInt64(elements.count)
    case .map(let entries): UInt64(entries.count)
    case .array(let elements, _): UInt64(elements.count)
    case .object(let object, _): UInt64(object.count)
    case .null, .bool, .integer, .unsigned, .double, .duration, .timestamp, .quantity, .opaque,
      .optional,
      .type:
      1
    }
  }
}
