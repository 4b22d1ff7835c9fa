import APIMachinery
import JSON

/// What the API server demands of HorizontalPodAutoscalers (`pkg/apis/autoscaling/validation`).
enum AutoscalerValidation {
  static func validate(autoscaler: JSONValue, old: JSONValue?) -> [FieldError] {
    if let old, old["spec"] == autoscaler["spec"] { return [] }
    let spec = autoscaler["spec"] ?? .object([:])
    let path: FieldPath = "spec"
    return boundErrors(spec, at: path)
      + MetricValidation.referenceErrors(spec["scaleTargetRef"], at: path.child("scaleTargetRef"))
      + MetricValidation.errors(spec["metrics"], at: path.child("metrics"))
      + behaviorErrors(spec["behavior"], at: path.child("behavior"))
  }

  private static func boundErrors(_ spec: JSONValue, at path: FieldPath) -> [FieldError] {
    let least = spec["minReplicas"]?.intValue
    let most = spec["maxReplicas"]?.intValue ?? 0
    var errors: [FieldError] = []
    if let least, least < 1 {
      let detail = "must be greater than or equal to 1"
      errors.append(.invalid(path.child("minReplicas"), .integer(Int64(least)), detail))
    }
    let place = path.child("maxReplicas")
    if most < 1 { errors.append(.invalid(place, .integer(Int64(most)), "must be greater than 0")) }
    if let least, most < least {
      let detail = "must be greater than or equal to `minReplicas`"
      errors.append(.invalid(place, .integer(Int64(most)), detail))
    }
    return errors
  }

  private static func behaviorErrors(_ behavior: JSONValue?, at path: FieldPath) -> [FieldError] {
    ["scaleUp", "scaleDown"].flatMap { direction in
      behavior?[direction].map { ruleErrors($0, at: path.child(direction)) } ?? []
    }
  }

  private static func ruleErrors(_ rules: JSONValue, at path: FieldPath) -> [FieldError] {
    var errors: [FieldError] = []
    let place = path.child("stabilizationWindowSeconds")
    if let window = rules["stabilizationWindowSeconds"]?.intValue {
      let shown = JSONValue.integer(Int64(window))
      if window < 0 {
        errors.append(.invalid(place, shown, "must be greater than or equal to zero"))
      }
      if window > 3_600 {
        errors.append(.invalid(place, shown, "must be less than or equal to 3600"))
      }
    }
    let choices = ["Disabled", "Max", "Min"]
    if let policy = rules["selectPolicy"], !choices.contains(policy.stringValue ?? "") {
      errors.append(.notSupported(path.child("selectPolicy"), policy, supported: choices))
    }
    let policies = rules["policies"]?.arrayValue ?? []
    if policies.isEmpty {
      errors.append(.required(path.child("policies"), "must specify at least one Policy"))
    }
    return errors
      + policies.enumerated().flatMap { policyErrors($1, at: path.child("policies").index($0)) }
  }

  private static func policyErrors(_ policy: JSONValue, at path: FieldPath) -> [FieldError] {
    var errors: [FieldError] = []
    let types = ["Percent", "Pods"]
    if !types.contains(policy.text("type")) {
      let type = JSONValue.string(policy.text("type"))
      errors.append(.notSupported(path.child("type"), type, supported: types))
    }
    for field in ["value", "periodSeconds"] {
      let number = policy[field]?.intValue ?? 0
      let shown = JSONValue.integer(Int64(number))
      if number <= 0 {
        errors.append(.invalid(path.child(field), shown, "must be greater than zero"))
      }
      if field == "periodSeconds", number > 1_800 {
        errors.append(.invalid(path.child(field), shown, "must be less than or equal to 1800"))
      }
    }
    return errors
  }
}
