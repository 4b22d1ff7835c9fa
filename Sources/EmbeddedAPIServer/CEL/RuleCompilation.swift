/// One rule, parsed and checked against the node it belongs to.
struct RuleCompilation: Sendable {
  /// An expression that may be run, with the worst that it can cost.
  struct Program: Sendable {
    let expression: CELExpression
    let maximumCost: UInt64
  }

  let rule: ValidationRule
  let usesOldSelf: Bool
  /// `nil` for an empty rule.
  let condition: Result<Program, RuleProblem>?
  /// `nil` where the rule has a fixed message.
  let message: Result<Program, RuleProblem>?

  init(_ rule: ValidationRule, on type: CELType) {
    self.rule = rule
    let isOptional = rule.optionalOldSelf ?? false
    var usesOldSelf = false
    condition =
      rule.rule.trimmed.isEmpty
      ? nil
      : Self.compile(
        rule.rule,
        on: type,
        oldSelfIsOptional: isOptional,
        returning: .bool,
        otherwise: "cel expression must evaluate to a bool",
        usesOldSelf: &usesOldSelf
      )
    message =
      rule.messageExpression.trimmed.isEmpty
      ? nil
      : Self.compile(
        rule.messageExpression,
        on: type,
        oldSelfIsOptional: isOptional,
        returning: .string,
        otherwise: "messageExpression must evaluate to a string",
        usesOldSelf: &usesOldSelf
      )
    self.usesOldSelf = usesOldSelf
  }

  private static func compile(
    _ source: String,
    on type: CELType,
    oldSelfIsOptional: Bool,
    returning kind: CELKind,
    otherwise complaint: String,
    usesOldSelf: inout Bool
  ) -> Result<Program, RuleProblem> {
    do {
      let expression = try CELParser.parse(source)
      var checker = CELChecker(self: type, oldSelfIsOptional: oldSelfIsOptional)
      let checked = try checker.check(expression)
      usesOldSelf = usesOldSelf || checker.usesOldSelf
      guard checked.type.kind == kind else { return .failure(RuleProblem(text: complaint)) }
      return .success(Program(expression: expression, maximumCost: checked.cost.maximum))
    } catch {
      return .failure(RuleProblem(text: "compilation failed: \(error.rendered(in: source))"))
    }
  }
}

/// Why a rule cannot be compiled.
struct RuleProblem: Error, Hashable, Sendable {
  let text: String
}
