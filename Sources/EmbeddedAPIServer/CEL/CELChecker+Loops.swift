extension CELChecker {
  mutating func comprehension(
    _ macro: CELExpression.Macro,
    _ parts: CELExpression.Comprehension
  ) throws(CELIssue) -> CELChecked {
    let range = try check(parts.range)
    if macro == .optMap || macro == .optFlatMap {
      return try optionalMapping(range, parts, isFlat: macro == .optFlatMap)
    }
    let bound = try loopTypes(of: range.type, at: parts.range.offset)
    if let second = parts.second {
      variables.append((parts.variable, bound.key))
      variables.append((second, bound.value))
    } else {
      variables.append((parts.variable, bound.isMap ? bound.key : bound.value))
    }
    defer { variables.removeLast(parts.second == nil ? 1 : 2) }
    let filterCost = try parts.filter.map { filter throws(CELIssue) in
      try checkCondition(filter).cost
    }
    let step = macro.isCondition ? try checkCondition(parts.body) : try check(parts.body)
    let loop = macro.loopCost + step.cost + (filterCost ?? .free)
    let cost = range.cost + macro.setUpCost + range.sizeOrUnknown * loop
    let element = bound.isMap ? bound.key : bound.value
    switch macro {
    case .all, .exists, .existsOne, .existsOnePair: return CELChecked(.bool, cost: cost)
    case .map, .transformList:
      let type = CELType.list(step.type.unbounded, maximum: nil)
      return CELChecked(type, size: range.sizeOrUnknown, cost: cost)
    case .filter:
      let type = CELType.list(element, maximum: nil)
      return CELChecked(type, size: range.sizeOrUnknown, cost: cost)
    case .transformMap:
      let type = CELType.map(key: bound.key, value: step.type.unbounded, maximum: nil)
      return CELChecked(type, size: range.sizeOrUnknown, cost: cost)
    case .transformMapEntry, .optMap, .optFlatMap:
      return CELChecked(step.type.unbounded, size: range.sizeOrUnknown, cost: cost)
    }
  }

  private mutating func optionalMapping(
    _ range: CELChecked,
    _ parts: CELExpression.Comprehension,
    isFlat: Bool
  ) throws(CELIssue) -> CELChecked {
    var type = CELType.dyn
    if case .optional(let value) = range.type { type = value }
    variables.append((parts.variable, type))
    defer { variables.removeLast() }
    let body = try check(parts.body)
    let result = isFlat ? body.type : .optional(body.type)
    return CELChecked(result, cost: range.cost + body.cost + .call)
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

  private func loopTypes(
    of type: CELType,
    at offset: Int
  ) throws(CELIssue) -> (key: CELType, value: CELType, isMap: Bool) {
    switch type {
    case .list(let element, _): return (.int, element, false)
    case .map(let key, let value, _): return (key, value, true)
    case .dynamic: return (.dyn, .dyn, false)
    case .bool, .int, .uint, .double, .string, .duration, .timestamp, .quantity, .opaque, .null,
      .object, .optional, .type:
      let problem =
        "expression of type '\(type.name)' cannot be range of a comprehension "
        + "(must be list, map, or dynamic)"
      throw CELIssue(offset: offset, message: problem)
    }
  }
}

extension CELExpression.Macro {
  fileprivate var isCondition: Bool {
    switch self {
    case .all, .exists, .existsOne, .existsOnePair, .filter: true
    case .map, .transformList, .transformMap, .transformMapEntry, .optMap, .optFlatMap: false
    }
  }

  /// What one turn costs besides the body: the loop condition and the step of cel-go's expansion.
  fileprivate var loopCost: CELCost {
    switch self {
    case .all: CELCost(3)
    case .exists: CELCost(4)
    case .existsOne, .existsOnePair: CELCost(2)
    case .map, .transformList: CELCost(12)
    case .filter: CELCost(13)
    case .transformMap, .transformMapEntry: CELCost(32)
    case .optMap, .optFlatMap: CELCost(1)
    }
  }

  fileprivate var setUpCost: CELCost {
    switch self {
    case .all, .exists: CELCost(1)
    case .existsOne, .existsOnePair: CELCost(2)
    case .map, .filter, .transformList: CELCost(11)
    case .transformMap, .transformMapEntry: CELCost(31)
    case .optMap, .optFlatMap: CELCost(1)
    }
  }
}
