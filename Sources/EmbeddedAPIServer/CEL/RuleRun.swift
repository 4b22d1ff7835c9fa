import JSON

/// One pass of all rules over one object, within the budget that the server gives to an object.
struct RuleRun {
  /// Cost units for one evaluation; a rule that needs more is stopped, as in the server.
  static let perCallLimit: UInt64 = 1_000_000
  /// Cost units for all rules on one object.
  static let objectBudget: UInt64 = 10_000_000

  private(set) var errors: [FieldError] = []
  private let toleratesUnchanged: Bool
  private var budget = Self.objectBudget
  private var isOver = false

  init(toleratesUnchanged: Bool) {
    self.toleratesUnchanged = toleratesUnchanged
  }

  /// Judges a value and everything below it.
  ///
  /// `isUnchanged`: an ancestor equals its old self, so that what is wrong here is tolerated.
  mutating func visit(
    _ validator: RuleValidator,
    _ value: JSONValue,
    old: JSONValue?,
    isUnchanged: Bool,
    at path: FieldPath
  ) {
    guard !isOver, !value.isNull else { return }
    let isUnchanged = isUnchanged || toleratesUnchanged && value == old
    for rule in validator.rules where !isOver {
      judge(rule, validator, value, old: old, isUnchanged: isUnchanged, at: path)
    }
    switch value {
    case .object(let object):
      for member in object {
        visitMember(member, of: validator, old: old, isUnchanged: isUnchanged, at: path)
      }
    case .array(let elements):
      guard let items = validator.items else { return }
      for (index, element) in elements.enumerated() {
        let counterpart = validator.schema.counterpart(of: element, in: old)
        visit(items, element, old: counterpart, isUnchanged: isUnchanged, at: path.index(index))
      }
    case .null, .bool, .integer, .double, .string: break
    }
  }

  private mutating func visitMember(
    _ member: JSONObject.Member,
    of validator: RuleValidator,
    old: JSONValue?,
    isUnchanged: Bool,
    at path: FieldPath
  ) {
    let oldMember = old?[member.key]
    if let property = validator.properties[member.key] {
      let place = path.child(member.key)
      visit(property, member.value, old: oldMember, isUnchanged: isUnchanged, at: place)
    } else if let members = validator.members {
      let place = path.key(member.key)
      visit(members, member.value, old: oldMember, isUnchanged: isUnchanged, at: place)
    }
  }

  private mutating func judge(
    _ compiled: RuleCompilation,
    _ validator: RuleValidator,
    _ value: JSONValue,
    old: JSONValue?,
    isUnchanged: Bool,
    at path: FieldPath
  ) {
    let rule = compiled.rule
    let acceptsNoOldSelf = rule.optionalOldSelf ?? false
    if compiled.usesOldSelf, old == nil, !acceptsNoOldSelf { return }
    let shown = JSONValue.string(validator.schema.type?.rawValue ?? "")
    let variables = bindings(validator, value, old, isOptional: acceptsNoOldSelf)
    switch compiled.condition {
    case nil: return
    case .failure(let problem)?:
      errors.append(.invalid(path, shown, "rule compile error: \(problem.text)"))
    case .success(let program)?:
      switch run(program.expression, variables) {
      case .success(.bool(true)): break
      case .success:
        if !compiled.usesOldSelf, isUnchanged { return }
        report(compiled, validator.schema, value, variables, at: path)
      case .failure(let error): errors.append(failure(error, rule, shown, at: path))
      }
    }
  }

  private func bindings(
    _ validator: RuleValidator,
    _ value: JSONValue,
    _ old: JSONValue?,
    isOptional: Bool
  ) -> [(name: String, value: CELValue)] {
    let current = CELValue(value, validator.schema)
    let previous = old.map { CELValue($0, validator.schema) }
    if isOptional { return [("self", current), ("oldSelf", .optional(previous))] }
    return [("self", current)] + (previous.map { [("oldSelf", $0)] } ?? [])
  }

  /// Evaluates within the call's limit and takes the cost from the object's budget.
  private mutating func run(
    _ expression: CELExpression,
    _ variables: [(name: String, value: CELValue)]
  ) -> Result<CELValue, CELError> {
    var evaluator = CELEvaluator(variables: variables, costLimit: Self.perCallLimit)
    let result: Result<CELValue, CELError>
    do {
      result = .success(try evaluator.evaluate(expression))
    } catch {
      result = .failure(error)
    }
    guard evaluator.cost <= budget else {
      isOver = true
      return .failure(.invalid(Self.outOfBudget))
    }
    budget -= evaluator.cost
    return result
  }

  private static let outOfBudget =
    "validation failed due to running out of cost budget, no further validation rules will be run"

  private mutating func failure(
    _ error: CELError,
    _ rule: ValidationRule,
    _ shown: JSONValue,
    at path: FieldPath
  ) -> FieldError {
    switch error {
    case .noSuchOverload:
      let detail =
        "'\(error.message)': call arguments did not match a supported operator, function or "
        + "macro signature for rule: \(rule.label)"
      return .invalid(path, shown, detail)
    case .costLimitExceeded:
      isOver = true
      let detail =
        "'\(error.message)': no further validation rules will be run due to call cost exceeds "
        + "limit for rule: \(rule.label)"
      return .invalid(path, shown, detail)
    case .invalid(Self.outOfBudget): return .invalid(path, shown, Self.outOfBudget)
    case .noSuchKey, .indexOutOfBounds, .divisionByZero, .modulusByZero, .integerOverflow,
      .invalid:
      return .invalid(path, shown, "\(error.message) evaluating rule: \(rule.label)")
    }
  }

  private mutating func report(
    _ compiled: RuleCompilation,
    _ schema: SchemaNode,
    _ value: JSONValue,
    _ variables: [(name: String, value: CELValue)],
    at path: FieldPath
  ) {
    let place = FieldPath(path.description + compiled.rule.normalisedFieldPath(at: path))
    let detail = message(of: compiled, variables)
    let shown: FieldError.BadValue =
      schema.type == .object || schema.type == .array ? .omitted : .json(value)
    errors.append(compiled.rule.error(at: place, shown, detail))
  }

  /// The computed message if it can be used, else the fixed one, else the rule itself.
  private mutating func message(
    of compiled: RuleCompilation,
    _ variables: [(name: String, value: CELValue)]
  ) -> String {
    if case .success(let program)? = compiled.message,
      case .success(.string(let text)) = run(program.expression, variables)
    {
      let message = text.trimmed
      if !message.isEmpty, !message.contains("\n"), message.utf8.count <= 5_120 { return message }
    }
    let fixed = compiled.rule.message.trimmed
    return fixed.isEmpty ? "failed rule: \(compiled.rule.rule.trimmed)" : fixed
  }
}

extension ValidationRule {
  /// The rule's `fieldPath`, ready to follow the path of the node: `.a['b']` becomes `.a.b`.
  fileprivate func normalisedFieldPath(at path: FieldPath) -> String {
    guard !fieldPath.trimmed.isEmpty else { return "" }
    let dotted = fieldPath.trimmed.split(separator: "['").joined(separator: ".")
      .split(separator: "']").joined()
    return path == .root ? String(dotted.drop { $0 == "." }) : dotted
  }

  fileprivate func error(
    at path: FieldPath,
    _ shown: FieldError.BadValue,
    _ detail: String
  ) -> FieldError {
    switch reason {
    case "FieldValueForbidden": .forbidden(path, detail)
    case "FieldValueRequired": .required(path, detail)
    case "FieldValueDuplicate": FieldError(path: path, kind: .duplicate, badValue: shown)
    default: FieldError(path: path, kind: .invalid, badValue: shown, detail: detail)
    }
  }
}
