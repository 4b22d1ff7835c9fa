import RegularExpressions
import Time

/// Finds the type and the worst-case cost of an expression from the schema alone, as the server does when a definition is created.
struct CELChecker {
  var variables: [(name: String, type: CELType)]
  private(set) var usesOldSelf = false

  /// `oldSelf` has the type of `self`, or an optional of it.
  init(self type: CELType, oldSelfIsOptional: Bool) {
    let oldType = oldSelfIsOptional ? CELType.optional(type) : type
    variables = [("self", type), ("oldSelf", oldType)]
  }

  mutating func check(_ expression: CELExpression) throws(CELIssue) -> CELChecked {
    switch expression.shape {
    case .literal(let value): return Self.literal(value)
    case .identifier(let name): return try identifier(name, at: expression.offset)
    case .select(let operand, let field):
      return try select(try check(operand), field, at: expression.offset)
    case .optionalSelect(let operand, let field):
      return try optionalSelect(try check(operand), field, at: expression.offset)
    case .presence(let operand, let field):
      let checked = try check(operand)
      _ = try fieldType(field, of: checked.type, at: expression.offset)
      return CELChecked(.bool, cost: checked.cost)
    case .list(let elements): return try list(elements)
    case .map(let entries): return try map(entries)
    case .call(let name, let target, let arguments):
      return try call(name, target, arguments, at: expression.offset)
    case .comprehension(let macro, let parts): return try comprehension(macro, parts)
    }
  }

  /// Types by their names, as in `type(self) == string`.
  static let typeNames = [
    "bool", "bytes", "double", "int", "list", "map", "null_type", "string", "type", "uint",
  ]

  private static func literal(_ value: CELValue) -> CELChecked {
    switch value {
    case .bool: CELChecked(.bool, cost: .free)
    case .integer: CELChecked(.int, cost: .free)
    case .unsigned: CELChecked(.uint, cost: .free)
    case .double: CELChecked(.double, cost: .free)
    case .string(let text):
      CELChecked(.text, size: CELCost(UInt64(text.unicodeScalars.count)), cost: .free)
    case .null: CELChecked(.null, size: CELCost(1), cost: .free)
    case .duration, .timestamp, .quantity, .opaque, .list, .map, .array, .object, .optional, .type:
      CELChecked(.dyn, cost: .free)
    }
  }

  private mutating func identifier(_ name: String, at offset: Int) throws(CELIssue) -> CELChecked {
    guard let variable = variables.last(where: { $0.name == name }) else {
      if Self.typeNames.contains(name) { return CELChecked(.type, cost: .free) }
      let problem = "undeclared reference to '\(name)' (in container '')"
      throw CELIssue(offset: offset, message: problem)
    }
    if name == "oldSelf" { usesOldSelf = true }
    return CELChecked(variable.type, cost: .select)
  }

  private func select(
    _ operand: CELChecked,
    _ field: String,
    at offset: Int
  ) throws(CELIssue) -> CELChecked {
    if case .optional = operand.type { return try optionalSelect(operand, field, at: offset) }
    let type = try fieldType(field, of: operand.type, at: offset)
    return CELChecked(type, cost: operand.cost + .select)
  }

  private func optionalSelect(
    _ operand: CELChecked,
    _ field: String,
    at offset: Int
  ) throws(CELIssue) -> CELChecked {
    var type = operand.type
    if case .optional(let inner) = type { type = inner }
    let found = try fieldType(field, of: type, at: offset)
    return CELChecked(.optional(found), cost: operand.cost + .select)
  }

  private func fieldType(
    _ field: String,
    of type: CELType,
    at offset: Int
  ) throws(CELIssue) -> CELType {
    switch type {
    case .dynamic: return .dyn
    case .map(_, let value, _): return value
    case .object(let schema, let isResource):
      if let found = CELType.field(field, of: schema, isResource: isResource) { return found }
      throw CELIssue(offset: offset, message: "undefined field '\(field)'")
    case .bool, .int, .uint, .double, .string, .duration, .timestamp, .quantity, .opaque, .null,
      .list,
      .optional, .type:
      let problem = "type '\(type.name)' does not support field selection"
      throw CELIssue(offset: offset, message: problem)
    }
  }

  /// Only what is to be printed may be of different types.
  private mutating func list(
    _ elements: [CELExpression],
    mayMix: Bool = false
  ) throws(CELIssue) -> CELChecked {
    var cost = CELCost.makeList
    var type: CELType?
    for element in elements {
      let checked = try check(element)
      cost = cost + checked.cost
      if let type, !mayMix, !type.isComparable(to: checked.type) {
        let problem = "expected type '\(type.name)' but found '\(checked.type.name)'"
        throw CELIssue(offset: element.offset, message: problem)
      }
      type = Self.joined(type, checked.type)
    }
    let size = CELCost(UInt64(elements.count))
    return CELChecked(.list(type ?? .dyn, maximum: nil), size: size, cost: cost)
  }

  private mutating func map(
    _ entries: [(key: CELExpression, value: CELExpression)]
  ) throws(CELIssue) -> CELChecked {
    var cost = CELCost.makeMap
    var keyType: CELType?
    var valueType: CELType?
    for entry in entries {
      let key = try check(entry.key)
      let value = try check(entry.value)
      cost = cost + key.cost + value.cost
      keyType = Self.joined(keyType, key.type)
      valueType = Self.joined(valueType, value.type)
    }
    let type = CELType.map(key: keyType ?? .dyn, value: valueType ?? .dyn, maximum: nil)
    return CELChecked(type, size: CELCost(UInt64(entries.count)), cost: cost)
  }

  /// A list of ints and strings is a list of anything.
  static func joined(_ type: CELType?, _ other: CELType) -> CELType {
    guard let type else { return other.unbounded }
    return type.isComparable(to: other) ? type : .dyn
  }

  private mutating func call(
    _ name: String,
    _ target: CELExpression?,
    _ arguments: [CELExpression],
    at offset: Int
  ) throws(CELIssue) -> CELChecked {
    var checkedTarget: CELChecked?
    if let target { checkedTarget = try check(target) }
    var checkedArguments: [CELChecked] = []
    for argument in arguments {
      if name == "format", case .list(let elements) = argument.shape {
        checkedArguments.append(try list(elements, mayMix: true))
      } else {
        checkedArguments.append(try check(argument))
      }
    }
    try judgeLiterals(name, target, arguments)
    let call = CELCall(name: name, target: checkedTarget, arguments: checkedArguments)
    return try call.checked(at: offset)
  }
}

extension CELChecker {
  /// Durations, times and patterns that are written out must be sound.
  private func judgeLiterals(
    _ name: String,
    _ target: CELExpression?,
    _ arguments: [CELExpression]
  ) throws(CELIssue) {
    guard arguments.count == 1, case .literal(.string(let text)) = arguments[0].shape else {
      return
    }
    let isSound =
      switch (name, target == nil) {
      case ("duration", true): CELDuration(parsing: text) != nil
      case ("timestamp", true): Timestamp(rfc3339: text) != nil
      case ("matches", false): (try? RegularExpression(text)) != nil
      case (_, _): true
      }
    guard !isSound else { return }
    throw CELIssue(offset: arguments[0].offset, message: "invalid \(name) argument")
  }
}
