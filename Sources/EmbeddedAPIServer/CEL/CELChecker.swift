/// Finds the type and the worst-case cost of an expression from the schema alone, as the server does when a definition is created.
struct CELChecker {
  private var variables: [(name: String, type: CELType)]
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

  private static func literal(_ value: CELValue) -> CELChecked {
    switch value {
    case .bool: CELChecked(.bool, cost: .free)
    case .integer: CELChecked(.int, cost: .free)
    case .unsigned: CELChecked(.uint, cost: .free)
    case .double: CELChecked(.double, cost: .free)
    case .string(let text):
      CELChecked(.text, size: CELCost(UInt64(text.unicodeScalars.count)), cost: .free)
    case .null: CELChecked(.null, size: CELCost(1), cost: .free)
    case .duration, .timestamp, .quantity, .list, .map, .array, .object, .optional, .type:
      CELChecked(.dyn, cost: .free)
    }
  }

  private mutating func identifier(_ name: String, at offset: Int) throws(CELIssue) -> CELChecked {
    guard let variable = variables.last(where: { $0.name == name }) else {
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
    case .bool, .int, .uint, .double, .string, .duration, .timestamp, .quantity, .null, .list,
      .optional, .type:
      let problem = "type '\(type.name)' does not support field selection"
      throw CELIssue(offset: offset, message: problem)
    }
  }

  private mutating func list(_ elements: [CELExpression]) throws(CELIssue) -> CELChecked {
    var cost = CELCost.makeList
    var type: CELType?
    for element in elements {
      let checked = try check(element)
      cost = cost + checked.cost
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
    if let namespaced = try namespacedCall(name, target, arguments) { return namespaced }
    var checkedTarget: CELChecked?
    if let target { checkedTarget = try check(target) }
    var checkedArguments: [CELChecked] = []
    for argument in arguments { checkedArguments.append(try check(argument)) }
    let call = CELCall(name: name, target: checkedTarget, arguments: checkedArguments)
    return try call.checked(at: offset)
  }

  /// `optional.of(x)` and `optional.none()`: the only functions with a dot in their names.
  private mutating func namespacedCall(
    _ name: String,
    _ target: CELExpression?,
    _ arguments: [CELExpression]
  ) throws(CELIssue) -> CELChecked? {
    guard case .identifier("optional")? = target?.shape else { return nil }
    switch (name, arguments.count) {
    case ("none", 0): return CELChecked(.optional(.dyn), cost: .call)
    case ("of", 1):
      let value = try check(arguments[0])
      return CELChecked(.optional(value.type), size: value.size, cost: value.cost + .call)
    default: return nil
    }
  }

  private mutating func comprehension(
    _ macro: CELExpression.Macro,
    _ parts: CELExpression.Comprehension
  ) throws(CELIssue) -> CELChecked {
    let checkedRange = try check(parts.range)
    let element = try elementType(of: checkedRange.type, at: parts.range.offset)
    variables.append((parts.variable, element))
    defer { variables.removeLast() }
    let filterCost = try parts.filter.map { filter throws(CELIssue) in
      try checkCondition(filter).cost
    }
    let step = macro == .map ? try check(parts.body) : try checkCondition(parts.body)
    let loop = macro.loopCost + step.cost + (filterCost ?? .free)
    let cost = checkedRange.cost + macro.setUpCost + checkedRange.sizeOrUnknown * loop
    switch macro {
    case .all, .exists, .existsOne: return CELChecked(.bool, cost: cost)
    case .map:
      let type = CELType.list(step.type.unbounded, maximum: nil)
      return CELChecked(type, size: checkedRange.sizeOrUnknown, cost: cost)
    case .filter:
      let type = CELType.list(element, maximum: nil)
      return CELChecked(type, size: checkedRange.sizeOrUnknown, cost: cost)
    }
  }

  private mutating func checkCondition(
    _ expression: CELExpression
  ) throws(CELIssue) -> CELChecked {
    let checked = try check(expression)
    guard CELKind.bool.accepts(checked.type) else {
      let problem = "expected type 'bool' but found '\(checked.type.name)'"
      throw CELIssue(offset: expression.offset, message: problem)
    }
    return checked
  }

  private func elementType(of type: CELType, at offset: Int) throws(CELIssue) -> CELType {
    switch type {
    case .list(let element, _): return element
    case .map(let key, _, _): return key
    case .dynamic: return .dyn
    case .bool, .int, .uint, .double, .string, .duration, .timestamp, .quantity, .null, .object,
      .optional, .type:
      let problem =
        "expression of type '\(type.name)' cannot be range of a comprehension "
        + "(must be list, map, or dynamic)"
      throw CELIssue(offset: offset, message: problem)
    }
  }
}

extension CELExpression.Macro {
  /// What one turn costs besides the body: the loop condition and the step of cel-go's expansion.
  fileprivate var loopCost: CELCost {
    switch self {
    case .all: CELCost(3)
    case .exists: CELCost(4)
    case .existsOne: CELCost(2)
    case .map: CELCost(12)
    case .filter: CELCost(13)
    }
  }

  fileprivate var setUpCost: CELCost {
    switch self {
    case .all, .exists: CELCost(1)
    case .existsOne: CELCost(2)
    case .map, .filter: CELCost(11)
    }
  }
}
