import APIMachinery
import JSON

/// What the API server demands of Deployments, ReplicaSets, autoscalers and disruption budgets.
enum WorkloadValidation {
  static func validate(workload: JSONValue, old: JSONValue?) -> [FieldError] {
    let spec = workload["spec"] ?? .object([:])
    var errors = selectorErrors(spec)
    if let replicas = spec["replicas"]?.intValue, replicas < 0 {
      errors.append(
        .invalid("spec.replicas", .integer(Int64(replicas)), "must be greater than or equal to 0")
      )
    }
    let template = spec["template"]?["spec"] ?? .object([:])
    errors += PodValidation.validate(spec: template, at: "spec.template.spec")
    if let policy = template["restartPolicy"], policy != "Always" {
      errors.append(
        .notSupported("spec.template.spec.restartPolicy", policy, supported: ["Always"])
      )
    }
    if let before = old?["spec"]?["selector"], let selector = spec["selector"], selector != before {
      errors.append(.immutable("spec.selector", selector))
    }
    return errors
  }

  private static func selectorErrors(_ spec: JSONValue) -> [FieldError] {
    guard let json = spec["selector"], let selector = LabelSelector(json: json) else {
      return [.required("spec.selector")]
    }
    if selector.requirements.isEmpty {
      return [.invalid("spec.selector", json, "empty selector is invalid for deployment")]
    }
    let labels = spec["template"]?["metadata"]?["labels"]?.objectValue ?? [:]
    guard !selector.matches(labels) else { return [] }
    return [
      .invalid(
        "spec.template.metadata.labels",
        .object(labels),
        "`selector` does not match template `labels`"
      )
    ]
  }

  static func validate(autoscaler: JSONValue, old: JSONValue?) -> [FieldError] {
    let spec = autoscaler["spec"] ?? .object([:])
    let target = spec["scaleTargetRef"] ?? .object([:])
    var errors: [FieldError] = []
    for field in ["kind", "name"] where target[field]?.stringValue?.isEmpty ?? true {
      errors.append(.required(FieldPath("spec.scaleTargetRef").child(field)))
    }
    let least = spec["minReplicas"]?.intValue ?? 1
    let most = spec["maxReplicas"]?.intValue ?? 0
    if least < 1 {
      errors.append(
        .invalid(
          "spec.minReplicas",
          .integer(Int64(least)),
          "must be greater than or equal to 1"
        )
      )
    }
    if most < 1 {
      errors.append(
        .invalid("spec.maxReplicas", .integer(Int64(most)), "must be greater than 0")
      )
    } else if most < least {
      errors.append(
        .invalid(
          "spec.maxReplicas",
          .integer(Int64(most)),
          "must be greater than or equal to `minReplicas`"
        )
      )
    }
    return errors
  }

  static func validate(budget: JSONValue, old: JSONValue?) -> [FieldError] {
    let spec = budget["spec"] ?? .object([:])
    guard spec["minAvailable"] != nil, spec["maxUnavailable"] != nil else { return [] }
    return [
      FieldError(
        path: "spec",
        kind: .invalid,
        badValue: .json(spec),
        detail: "minAvailable and maxUnavailable cannot be both set"
      )
    ]
  }

  /// A revision is a record: its data never changes.
  static func validate(controllerRevision: JSONValue, old: JSONValue?) -> [FieldError] {
    guard controllerRevision["revision"]?.intValue != nil else {
      return [.required("revision")]
    }
    guard let old, old["data"] != controllerRevision["data"] else { return [] }
    return [.immutable("data", controllerRevision["data"] ?? .null)]
  }
}
