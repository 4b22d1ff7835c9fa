import JSON

/// What the API server demands of PodDisruptionBudgets.
enum BudgetValidation {
  static func validate(budget: JSONValue, old: JSONValue?) -> [FieldError] {
    if let old, old["spec"] == budget["spec"] { return [] }
    let spec = budget["spec"] ?? .object([:])
    let path: FieldPath = "spec"
    var errors: [FieldError] = []
    if spec["minAvailable"] != nil, spec["maxUnavailable"] != nil {
      let detail = "minAvailable and maxUnavailable cannot be both set"
      errors.append(
        FieldError(path: path, kind: .invalid, badValue: .text(goText(spec)), detail: detail)
      )
    }
    for field in ["minAvailable", "maxUnavailable"] {
      errors += FieldChecks.countOrPercent(spec[field], at: path.child(field))
      errors += FieldChecks.atMostAll(spec[field], at: path.child(field))
    }
    errors += LabelSelectorRules.errors(spec["selector"], at: path.child("selector"))
    let policies = ["AlwaysAllow", "IfHealthyBudget"]
    if let policy = spec["unhealthyPodEvictionPolicy"],
      !policies.contains(policy.stringValue ?? "")
    {
      let place = path.child("unhealthyPodEvictionPolicy")
      errors.append(.notSupported(place, policy, supported: policies))
    }
    return errors
  }

  private static func goText(_ spec: JSONValue) -> String {
    let fields = [
      ("MinAvailable", "minAvailable"), ("Selector", "selector"),
      ("MaxUnavailable", "maxUnavailable"),
      ("UnhealthyPodEvictionPolicy", "unhealthyPodEvictionPolicy"),
    ]
    return "{"
      + fields.map { "\"\($0.0)\":\(GoText.json(spec[$0.1] ?? .null))" }.joined(separator: ",")
      + "}"
  }
}
