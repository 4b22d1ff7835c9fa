import JSON

/// Compiles all rules of a definition and adds up what they may cost, as the server does before it accepts one.
struct RuleBudget {
  /// Cost units that one expression may reach at most.
  static let expressionLimit: UInt64 = 10_000_000
  /// Cost units that all expressions of one schema may reach together.
  static let schemaLimit: UInt64 = 100_000_000
  /// How many of the dearest expressions an error names.
  private static let mostExpensiveCount = 4

  /// The dear rules of a schema that an update leaves as it was are tolerated.
  private let isUnchanged: Bool
  private var found: [FieldError] = []
  private var total: UInt64 = 0
  private var expenses: [(path: FieldPath, cost: UInt64)] = []

  init(isUnchanged: Bool = false) {
    self.isUnchanged = isUnchanged
  }

  /// Everything that is wrong with the rules, the sum of their costs last.
  func errors(at root: FieldPath) -> [FieldError] {
    guard total > Self.schemaLimit else { return found }
    let dearest = expenses.sorted { $0.cost > $1.cost }.prefix(Self.mostExpensiveCount)
    let contributions = dearest.map { expense in
      FieldError.forbidden(
        expense.path,
        "contributed to estimated rule cost total exceeding cost limit for entire OpenAPIv3 schema"
      )
    }
    let name = "x-kubernetes-validations estimated rule cost total for entire OpenAPIv3 schema"
    let sum = FieldError.forbidden(root, Self.excess(name, total, over: Self.schemaLimit))
    return found + contributions + [sum]
  }

  /// `cardinality`: how many values the node can have in one object; `nil` when nothing bounds it.
  mutating func visit(
    _ node: SchemaNode,
    cardinality: UInt64?,
    isResource: Bool,
    uncorrelatable: FieldPath? = nil,
    at path: FieldPath
  ) {
    visitChildren(of: node, cardinality, uncorrelatable, at: path)
    guard !node.rules.isEmpty else { return }
    guard let type = CELType(schema: node, isResource: isResource) else {
      let place = path.child("x-kubernetes-validations")
      let detail =
        "internal error: failed to retrieve type information for x-kubernetes-validations"
      return found.append(FieldError(path: place, kind: .internalError, detail: detail))
    }
    for (index, rule) in node.rules.enumerated() {
      let place = path.child("x-kubernetes-validations").index(index)
      let times = cardinality ?? node.largestCount
      judge(RuleCompilation(rule, on: type), times, uncorrelatable, at: place)
    }
  }

  private mutating func visitChildren(
    of node: SchemaNode,
    _ cardinality: UInt64?,
    _ uncorrelatable: FieldPath?,
    at path: FieldPath
  ) {
    for property in node.properties.sorted {
      visit(
        property.schema,
        cardinality: cardinality,
        isResource: property.schema.isEmbeddedResource,
        uncorrelatable: uncorrelatable,
        at: path.child("properties").key(property.name)
      )
    }
    if case .schema(let values) = node.additionalProperties {
      visit(
        values,
        cardinality: Self.product(cardinality, node.checks.maxProperties),
        isResource: values.isEmbeddedResource,
        uncorrelatable: uncorrelatable,
        at: path.child("additionalProperties")
      )
    }
    if let items = node.items {
      visit(
        items,
        cardinality: Self.product(cardinality, node.checks.maxItems),
        isResource: items.isEmbeddedResource,
        uncorrelatable: uncorrelatable ?? (node.isKeyedList ? nil : path),
        at: path.child("items")
      )
    }
  }

  private mutating func judge(
    _ compiled: RuleCompilation,
    _ times: UInt64,
    _ uncorrelatable: FieldPath?,
    at path: FieldPath
  ) {
    if case .success(let program)? = compiled.condition {
      let product = program.maximumCost.multipliedReportingOverflow(by: times)
      spend(CELCost.saturating(product), "estimated rule cost", at: path.child("rule"))
    }
    if case .failure(let problem)? = compiled.condition {
      report(problem, compiled.rule, at: path.child("rule"))
    }
    let messagePath = path.child("messageExpression")
    switch compiled.message {
    case .success(let program)?:
      spend(program.maximumCost, "estimated messageExpression cost", at: messagePath)
    case .failure(let problem)?: report(problem, compiled.rule, at: messagePath)
    case nil: break
    }
    transitionErrors(compiled, uncorrelatable, at: path)
  }

  private mutating func transitionErrors(
    _ compiled: RuleCompilation,
    _ uncorrelatable: FieldPath?,
    at path: FieldPath
  ) {
    if compiled.usesOldSelf, let uncorrelatable {
      let detail =
        "oldSelf cannot be used on the uncorrelatable portion of the schema within "
        + uncorrelatable.description
      found.append(.invalid(path.child("rule"), .string(compiled.rule.rule), detail))
    } else if !compiled.usesOldSelf, let optional = compiled.rule.optionalOldSelf {
      let detail = "may not be set if oldSelf is not used in rule"
      found.append(.invalid(path.child("optionalOldSelf"), .bool(optional), detail))
    }
  }

  private mutating func report(
    _ problem: RuleProblem,
    _ rule: ValidationRule,
    at path: FieldPath
  ) {
    found.append(
      FieldError(path: path, kind: .invalid, badValue: .text(rule.goJSON), detail: problem.text)
    )
  }

  private mutating func spend(_ cost: UInt64, _ name: String, at path: FieldPath) {
    if cost > Self.expressionLimit, !isUnchanged {
      found.append(.forbidden(path, Self.excess(name, cost, over: Self.expressionLimit)))
    }
    total = CELCost.saturating(total.addingReportingOverflow(cost))
    expenses.append((path, cost))
  }

  private static func product(_ cardinality: UInt64?, _ maximum: Int?) -> UInt64? {
    guard let cardinality, let maximum else { return nil }
    return CELCost.saturating(cardinality.multipliedReportingOverflow(by: UInt64(max(0, maximum))))
  }

  private static func excess(_ name: String, _ cost: UInt64, over limit: UInt64) -> String {
    let factor = Double(cost) / Double(limit)
    let shown =
      if factor > 100 {
        "more than 100x"
      } else {
        CELFormat.fixed(factor, factor < 1.5 ? 6 : 1) + "x"
      }
    return "\(name) exceeds budget by factor of \(shown) (try simplifying the rule, or adding "
      + "maxItems, maxProperties, and maxLength where arrays, maps, and strings are declared)"
  }
}

extension SchemaNode {
  fileprivate var isKeyedList: Bool {
    if case .map = listType { true } else { false }
  }

  /// How many values of this kind fit into a request.
  fileprivate var largestCount: UInt64 {
    CELType.maximumRequestSize / (minimumSerializedSize + 1)
  }
}
