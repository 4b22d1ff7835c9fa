import JSON

/// What the API server demands of tolerations.
enum TolerationValidation {
  static func errors(_ tolerations: JSONValue?, at path: FieldPath) -> [FieldError] {
    (tolerations?.arrayValue ?? []).enumerated().flatMap { index, toleration in
      errors(of: toleration, at: path.index(index))
    }
  }

  private static func errors(of toleration: JSONValue, at path: FieldPath) -> [FieldError] {
    let key = toleration.text("key")
    let name = toleration.text("operator")
    let effect = toleration.text("effect")
    var errors: [FieldError] = []
    if !key.isEmpty {
      errors += LabelSyntax.keyProblems(key).map { .invalid(path.child("key"), .string(key), $0) }
    }
    if key.isEmpty, name != "Exists" {
      let detail =
        "operator must be Exists when `key` is empty, which means \"match all values and all keys\""
      errors.append(.invalid(path.child("operator"), .string(name), detail))
    }
    if toleration["tolerationSeconds"] != nil, effect != "NoExecute" {
      let detail = "effect must be 'NoExecute' when `tolerationSeconds` is set"
      errors.append(.invalid(path.child("effect"), .string(effect), detail))
    }
    switch name {
    case "Equal", "":
      errors += LabelSyntax.valueProblems(toleration.text("value")).map {
        .invalid(path.child("operator"), toleration["value"] ?? "", $0)
      }
    case "Exists":
      if !toleration.text("value").isEmpty {
        let detail = "value must be empty when `operator` is 'Exists'"
        errors.append(.invalid(path.child("operator"), toleration, detail))
      }
    default:
      errors.append(
        .notSupported(path.child("operator"), .string(name), supported: ["Equal", "Exists"])
      )
    }
    let effects = ["NoSchedule", "PreferNoSchedule", "NoExecute"]
    if !effect.isEmpty, !effects.contains(effect) {
      errors.append(.notSupported(path.child("effect"), .string(effect), supported: effects))
    }
    return errors
  }
}
