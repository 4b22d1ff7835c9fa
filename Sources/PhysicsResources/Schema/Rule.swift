import JSON

/// A condition on a value, in CEL for the API server and in Swift for ourselves, with one sentence for both.
package struct Rule<Value>: Sendable {
  /// The CEL expression that must be true; `self` is the value.
  let expression: String
  private let message: String?
  private let messageExpression: String?
  /// The sentence when the rule is broken, `nil` when it holds.
  let violation: @Sendable (Value) -> String?

  /// A rule whose sentence is always the same.
  init(
    _ expression: String,
    message: String,
    holds: @escaping @Sendable (Value) -> Bool
  ) {
    self.expression = expression
    self.message = message
    messageExpression = nil
    violation = { holds($0) ? nil : message }
  }

  /// A rule whose sentence names values: `messageExpression` is CEL and must give what `violation` gives.
  ///
  /// Use `'%d'.format([…])` there: `string(int)` breaks the API server's cost budget.
  init(
    _ expression: String,
    messageExpression: String,
    violation: @escaping @Sendable (Value) -> String?
  ) {
    self.expression = expression
    message = nil
    self.messageExpression = messageExpression
    self.violation = violation
  }

  /// The entry of `x-kubernetes-validations`.
  var schema: JSONValue {
    var schema: JSONObject = ["rule": .string(expression)]
    if let message { schema["message"] = .string(message) }
    if let messageExpression { schema["messageExpression"] = .string(messageExpression) }
    return .object(schema)
  }

  /// Whether the rule reads `self.<field>`: then a default literal must contain the field, because the API server judges the literal
  /// before it fills nested defaults.
  func reads(_ field: String) -> Bool {
    expression.contains("self.\(field)")
  }
}
