import JSON

/// Runs one expression and counts what it costs; stops with an error when that passes the limit.
struct CELEvaluator {
  var variables: [(name: String, value: CELValue)]
  private var remaining: UInt64
  private let limit: UInt64

  init(variables: [(name: String, value: CELValue)], costLimit: UInt64) {
    self.variables = variables
    limit = costLimit
    remaining = costLimit
  }

  /// The units used so far.
  var cost: UInt64 { limit - remaining }

  mutating func evaluate(_ expression: CELExpression) throws(CELError) -> CELValue {
    switch expression.shape {
    case .literal(let value): return value
    case .identifier(let name): return try identifier(name)
    case .select(let operand, let field):
      try spend(1)
      let value = try evaluate(operand)
      if case .optional = value { return try optionalSelect(value, field) }
      return try select(value, field)
    case .optionalSelect(let operand, let field):
      try spend(1)
      return try optionalSelect(try evaluate(operand), field)
    case .presence(let operand, let field):
      return .bool(try member(of: try evaluate(operand), field) != nil)
    case .list(let elements):
      try spend(10)
      var values: [CELValue] = []
      for element in elements { values.append(try evaluate(element)) }
      return .list(values)
    case .map(let entries): return try map(entries)
    case .call(let name, let target, let arguments): return try call(name, target, arguments)
    case .comprehension(let macro, let parts):
      return try comprehension(macro, over: try evaluate(parts.range), parts)
    }
  }

  mutating func spend(_ units: UInt64) throws(CELError) {
    guard units <= remaining else {
      remaining = 0
      throw .costLimitExceeded
    }
    remaining -= units
  }

  private mutating func identifier(_ name: String) throws(CELError) -> CELValue {
    try spend(1)
    guard let variable = variables.last(where: { $0.name == name }) else {
      if CELChecker.typeNames.contains(name) { return .type(name) }
      throw .invalid("no such attribute(s): \(name)")
    }
    return variable.value
  }

  private func select(_ value: CELValue, _ field: String) throws(CELError) -> CELValue {
    guard let member = try member(of: value, field) else { throw .noSuchKey(field) }
    return member
  }

  private func optionalSelect(_ value: CELValue, _ field: String) throws(CELError) -> CELValue {
    switch value {
    case .optional(nil): return .optional(nil)
    case .optional(let inner?): return .optional(try member(of: inner, field))
    case .null, .bool, .integer, .unsigned, .double, .string, .duration, .timestamp, .quantity,
      .opaque,
      .list, .map, .array, .object, .type:
      return .optional(try member(of: value, field))
    }
  }

  private func member(of value: CELValue, _ field: String) throws(CELError) -> CELValue? {
    switch value {
    case .object(let object, let schema):
      let isStruct = schema.map { !$0.properties.isEmpty } ?? false
      let name = isStruct ? CELFieldName.unescaped(field) : field
      return object[name].map { CELValue($0, schema?.schema(forMember: name)) }
    case .map(let entries):
      return entries.first { $0.key.stringValue == field }?.value
    case .null, .bool, .integer, .unsigned, .double, .string, .duration, .timestamp, .quantity,
      .opaque,
      .list, .array, .optional, .type:
      throw .noSuchOverload("select")
    }
  }

  private mutating func map(
    _ entries: [(key: CELExpression, value: CELExpression)]
  ) throws(CELError) -> CELValue {
    try spend(30)
    var values: [CELMapEntry] = []
    for entry in entries {
      let key = try evaluate(entry.key)
      values.append(CELMapEntry(key: key, value: try evaluate(entry.value)))
    }
    return .map(values)
  }

  private mutating func call(
    _ name: String,
    _ target: CELExpression?,
    _ arguments: [CELExpression]
  ) throws(CELError) -> CELValue {
    switch name {
    case "_&&_": return try decide(arguments, whenEither: false)
    case "_||_": return try decide(arguments, whenEither: true)
    case "_?_:_": return try choose(arguments)
    default: break
    }
    var operands: [CELValue] = []
    if let target { operands.append(try evaluate(target)) }
    for argument in arguments { operands.append(try evaluate(argument)) }
    try spend(CELFunction.cost(of: name, operands))
    return try CELFunction.apply(name, operands)
  }

  /// `&&` and `||` forgive an error on one side when the other decides alone.
  private mutating func decide(
    _ operands: [CELExpression],
    whenEither decisive: Bool
  ) throws(CELError) -> CELValue {
    let left = try outcome(operands[0])
    if case .success(decisive) = left { return .bool(decisive) }
    let right = try outcome(operands[1])
    if case .success(decisive) = right { return .bool(decisive) }
    _ = try left.get()
    return .bool(try right.get())
  }

  mutating func outcome(
    _ expression: CELExpression
  ) throws(CELError) -> Result<Bool, CELError> {
    do {
      return .success(try condition(expression))
    } catch .costLimitExceeded {
      throw .costLimitExceeded
    } catch {
      return .failure(error)
    }
  }

  mutating func condition(_ expression: CELExpression) throws(CELError) -> Bool {
    guard case .bool(let value) = try evaluate(expression) else { throw .noSuchOverload("bool") }
    return value
  }

  private mutating func choose(_ operands: [CELExpression]) throws(CELError) -> CELValue {
    try evaluate(try condition(operands[0]) ? operands[1] : operands[2])
  }
}
