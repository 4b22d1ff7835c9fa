import JSON

extension KeywordRules {
  mutating func rules(_ schema: JSONValue, at path: FieldPath) {
    let rules = schema["x-kubernetes-validations"]?.arrayValue ?? []
    for (index, json) in rules.enumerated() {
      let place = path.child("x-kubernetes-validations").index(index)
      ruleErrors(ValidationRule(json: json), schema, at: place)
    }
  }

  private mutating func ruleErrors(
    _ rule: ValidationRule,
    _ schema: JSONValue,
    at path: FieldPath
  ) {
    let message = rule.message.trimmed
    if rule.rule.trimmed.isEmpty {
      errors.append(.required(path.child("rule"), "rule is not specified"))
    } else if !rule.message.isEmpty, message.isEmpty {
      let detail = "message must be non-empty if specified"
      errors.append(.invalid(path.child("message"), .string(rule.message), detail))
    } else if message.contains(where: \.isNewline) {
      let detail = "message must not contain line breaks"
      errors.append(.invalid(path.child("message"), .string(rule.message), detail))
    } else if rule.rule.trimmed.contains(where: \.isNewline), message.isEmpty {
      let detail = "message must be specified if rule contains line breaks"
      errors.append(.required(path.child("message"), detail))
    }
    if !rule.messageExpression.isEmpty, rule.messageExpression.trimmed.isEmpty {
      let detail = "messageExpression must be non-empty if specified"
      errors.append(.required(path.child("messageExpression"), detail))
    }
    if let reason = rule.reason, !ValidationRule.reasons.contains(reason) {
      let supported = ValidationRule.reasons
      errors.append(.notSupported(path.child("reason"), .string(reason), supported: supported))
    }
    fieldPathErrors(rule.fieldPath, schema, at: path.child("fieldPath"))
  }

  private mutating func fieldPathErrors(
    _ fieldPath: String,
    _ schema: JSONValue,
    at path: FieldPath
  ) {
    guard !fieldPath.isEmpty else { return }
    let shown = JSONValue.string(fieldPath)
    if fieldPath.trimmed.isEmpty {
      errors.append(.invalid(path, shown, "fieldPath must be non-empty if specified"))
    }
    if fieldPath.contains(where: \.isNewline) {
      errors.append(.invalid(path, shown, "fieldPath must not contain line breaks"))
    }
    if !SchemaPath.isValid(fieldPath, in: schema) {
      errors.append(.invalid(path, shown, "fieldPath must be a valid path"))
    }
  }
}

extension ValidationRule {
  /// In the order in which the server lists them.
  fileprivate static let reasons = [
    "FieldValueDuplicate", "FieldValueForbidden", "FieldValueInvalid", "FieldValueRequired",
  ]
}
