/// A call whose target and arguments are checked: finds its overload, type, size and price.
struct CELCall {
  let name: String
  let target: CELChecked?
  let arguments: [CELChecked]

  func checked(at offset: Int) throws(CELIssue) -> CELChecked {
    let cost = target.map(\.cost) ?? .free
    if let special = specialResult {
      return CELChecked(
        special.type,
        size: special.size,
        cost: cost + price(argumentCosts: argumentCosts)
      )
    }
    guard let overloads = CELSignature.named(name) else {
      guard Self.specialNames.contains(name) else {
        let problem = "undeclared reference to '\(name)' (in container '')"
        throw CELIssue(offset: offset, message: problem)
      }
      throw noOverload(at: offset)
    }
    guard let overload = overload(among: overloads) else { throw noOverload(at: offset) }
    return CELChecked(
      overload.result,
      size: resultSize,
      cost: cost + price(argumentCosts: argumentCosts)
    )
  }

  private func overload(among overloads: [CELSignature]) -> CELSignature? {
    let types = arguments.map(\.type)
    let matching = overloads.filter { $0.accepts(target: target?.type, arguments: types) }
    guard let first = matching.first else { return nil }
    let isCertain = matching.allSatisfy { $0.result.kind == first.result.kind }
    return isCertain ? first : CELSignature(returns: .dyn)
  }

  private func noOverload(at offset: Int) -> CELIssue {
    let list = arguments.map(\.type.name).joined(separator: ", ")
    let applied = target.map { "\($0.type.name).(\(list))" } ?? "(\(list))"
    let problem = "found no matching overload for '\(name)' applied to '\(applied)'"
    return CELIssue(offset: offset, message: problem)
  }

  private var argumentCosts: CELCost { arguments.map(\.cost).reduce(.free, +) }
}

extension CELCall {
  private static let specialNames = [
    "_+_", "_==_", "_!=_", "@in", "_[_]", "_[?_]", "_?_:_", "dyn", "min", "max", "sum", "value",
    "orValue",
    "or",
  ]

  /// Calls whose type follows from the types of their arguments; `nil` when none fits or it is an ordinary function.
  private var specialResult: (type: CELType, size: CELCost?)? {
    guard target == nil else { return memberResult }
    let types = arguments.map(\.type)
    switch (name, types.count) {
    case ("_+_", 2): return addition
    case ("_==_", 2), ("_!=_", 2): return types[0].isComparable(to: types[1]) ? (.bool, nil) : nil
    case ("@in", 2): return isMembership(types[0], in: types[1]) ? (.bool, nil) : nil
    case ("_[_]", 2): return element(of: types[0], at: types[1]).map { ($0, nil) }
    case ("_?_:_", 3): return CELKind.bool.accepts(types[0]) ? choice : nil
    case ("_[?_]", 2):
      return element(of: types[0].unwrapped, at: types[1]).map { (.optional($0), nil) }
    case ("dyn", 1): return (.dyn, arguments[0].size)
    case ("optional.none", 0): return (.optional(.dyn), nil)
    case ("optional.of", 1), ("optional.ofNonZeroValue", 1):
      return (.optional(types[0]), arguments[0].size)
    case (_, _): return nil
    }
  }

  private var memberResult: (type: CELType, size: CELCost?)? {
    switch (name, target?.type, arguments.count) {
    case ("min", .list(let element, _)?, 0), ("max", .list(let element, _)?, 0),
      ("sum", .list(let element, _)?, 0):
      (element.unbounded, nil)
    case ("value", .optional(let value)?, 0): (value, target?.size)
    case ("orValue", .optional(let value)?, 1):
      value.isComparable(to: arguments[0].type) ? (value, sizeOfEither) : nil
    case ("or", .optional(let value)?, 1): (.optional(value), sizeOfEither)
    case (_, _, _): nil
    }
  }

  private var sizeOfEither: CELCost? {
    target?.sizeOrUnknown.union(arguments[0].sizeOrUnknown)
  }

  private var addition: (type: CELType, size: CELCost?)? {
    let sum = arguments[0].sizeOrUnknown + arguments[1].sizeOrUnknown
    switch (arguments[0].type, arguments[1].type) {
    case (.int, .int): return (.int, nil)
    case (.uint, .uint): return (.uint, nil)
    case (.double, .double): return (.double, nil)
    case (.duration, .duration): return (.duration, nil)
    case (.timestamp, .duration), (.duration, .timestamp): return (.timestamp, nil)
    case (.string, .string): return (.text, sum)
    case (.list(let left, _), .list(let right, _)):
      return (.list(CELChecker.joined(left, right), maximum: nil), sum)
    case (.dynamic, _), (_, .dynamic): return (.dyn, sum)
    case (_, _): return nil
    }
  }

  private func isMembership(_ element: CELType, in container: CELType) -> Bool {
    switch container {
    case .list(let type, _): type.isComparable(to: element)
    case .map(let key, _, _): key.isComparable(to: element)
    case .dynamic: true
    case .bool, .int, .uint, .double, .string, .duration, .timestamp, .quantity, .opaque, .null,
      .object,
      .optional, .type:
      false
    }
  }

  private func element(of container: CELType, at index: CELType) -> CELType? {
    switch container {
    case .list(let type, _): CELKind.int.accepts(index) ? type : nil
    case .map(let key, let value, _): key.isComparable(to: index) ? value : nil
    case .dynamic: .dyn
    case .bool, .int, .uint, .double, .string, .duration, .timestamp, .quantity, .opaque, .null,
      .object,
      .optional, .type:
      nil
    }
  }

  private var choice: (type: CELType, size: CELCost?)? {
    guard arguments[1].type.isComparable(to: arguments[2].type) else { return nil }
    let type = CELChecker.joined(arguments[1].type, arguments[2].type)
    return (type, arguments[1].sizeOrUnknown.union(arguments[2].sizeOrUnknown))
  }
}

extension CELCall {
  /// The size of what comes back, where the arguments bound it.
  private var resultSize: CELCost? {
    switch name {
    case "lowerAscii", "upperAscii", "substring", "trim": target?.size
    case "charAt": CELCost(0, 1)
    case "split", "find", "findAll": target.map { CELCost(0, $0.sizeOrUnknown.maximum) }
    case "replace": replacedSize
    default: nil
    }
  }

  private var replacedSize: CELCost? {
    guard let target, arguments.count == 2 else { return nil }
    let perCharacter = arguments[1].sizeOrUnknown + CELCost(1)
    let product = (target.sizeOrUnknown + CELCost(1)) * perCharacter
    return CELCost(0, product.maximum)
  }

  /// What the call costs, its arguments included.
  private func price(argumentCosts: CELCost) -> CELCost {
    let first = arguments.first?.sizeOrUnknown ?? .free
    let whole = target?.sizeOrUnknown ?? first
    switch name {
    case "startsWith", "endsWith": return first.times(CELCost.traversal) + argumentCosts
    case "@in":
      let isList = arguments[1].type.kind == .list
      return (isList ? arguments[1].sizeOrUnknown : .call) + argumentCosts
    case "matches", "find", "findAll":
      let text = (whole + CELCost(1)).times(CELCost.traversal)
      return text * first.times(CELCost.regex) + argumentCosts
    case "contains":
      return whole.times(CELCost.traversal) * first.times(CELCost.traversal) + argumentCosts
    case "_&&_", "_||_": return CELCost(arguments[0].cost.minimum, argumentCosts.maximum)
    case "_?_:_": return arguments[0].cost + arguments[1].cost.union(arguments[2].cost)
    case "_+_": return additionPrice + argumentCosts
    case "_==_", "_!=_", "_<_", "_<=_", "_>_", "_>=_": return comparisonPrice + argumentCosts
    case "lowerAscii", "upperAscii", "substring", "trim", "format", "quantity", "isQuantity",
      "ip", "isIP", "ip.isCanonical", "cidr", "isCIDR", "url", "isURL", "semver", "isSemver",
      "strings.quote":
      return whole.times(CELCost.traversal) + argumentCosts
    case "replace", "split", "join": return whole.times(2 * CELCost.traversal) + argumentCosts
    case "isSorted", "sum", "min", "max", "indexOf", "lastIndexOf":
      return whole * CELCost(1) + argumentCosts
    case "validate": return CELCost(1) + first.times(CELCost.traversal) + argumentCosts
    case "sets.contains", "sets.equivalent", "sets.intersects":
      return first * arguments[1].sizeOrUnknown + argumentCosts
    default: return .call + argumentCosts
    }
  }

  private var additionPrice: CELCost {
    guard arguments[0].type.kind == .string || arguments[1].type.kind == .string else {
      return .call
    }
    return (arguments[0].sizeOrUnknown + arguments[1].sizeOrUnknown).times(CELCost.traversal)
  }

  /// Comparing stops at the end of the shorter one.
  private var comparisonPrice: CELCost {
    let shorter = min(arguments[0].sizeOrUnknown.maximum, arguments[1].sizeOrUnknown.maximum)
    return CELCost(shorter > 0 ? 1 : 0, shorter).times(CELCost.traversal)
  }
}
