import JSON

/// How a `matchLabels`/`matchExpressions` selector must look.
enum LabelSelectorRules {
  static func errors(_ selector: JSONValue?, at path: FieldPath) -> [FieldError] {
    guard let selector else { return [] }
    var errors = FieldChecks.labels(selector["matchLabels"], at: path.child("matchLabels"))
    for (index, expression) in (selector["matchExpressions"]?.arrayValue ?? []).enumerated() {
      errors += self.errors(of: expression, at: path.child("matchExpressions").index(index))
    }
    return errors
  }

  private static func errors(of expression: JSONValue, at path: FieldPath) -> [FieldError] {
    let values = expression["values"]?.arrayValue ?? []
    let name = expression.text("operator")
    var errors: [FieldError] = []
    switch name {
    case "In", "NotIn":
      if values.isEmpty {
        let detail = "must be specified when `operator` is 'In' or 'NotIn'"
        errors.append(.required(path.child("values"), detail))
      }
    case "Exists", "DoesNotExist":
      if !values.isEmpty {
        let detail = "may not be specified when `operator` is 'Exists' or 'DoesNotExist'"
        errors.append(.forbidden(path.child("values"), detail))
      }
    default:
      let detail = "not a valid selector operator"
      errors.append(.invalid(path.child("operator"), .string(name), detail))
    }
    let key = expression.text("key")
    errors += LabelSyntax.keyProblems(key).map {
      .invalid(path.child("key"), .string(key), $0)
    }
    for (index, value) in values.enumerated() {
      errors += LabelSyntax.valueProblems(value.stringValue ?? "").map {
        .invalid(path.child("values").index(index), value, $0)
      }
    }
    return errors
  }
}
