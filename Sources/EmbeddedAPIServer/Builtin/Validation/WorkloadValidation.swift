import APIMachinery
import JSON

/// What the API server demands of Deployments, ReplicaSets and ControllerRevisions (`pkg/apis/apps/validation`).
enum WorkloadValidation {
  static func validate(deployment: JSONValue, old: JSONValue?) -> [FieldError] {
    if let old, old["spec"] == deployment["spec"] { return [] }
    let spec = deployment["spec"] ?? .object([:])
    let path: FieldPath = "spec"
    var errors = FieldChecks.notNegative(spec["replicas"], at: path.child("replicas"))
    errors += podSetErrors(spec, at: path)
    errors += strategyErrors(spec["strategy"] ?? .object([:]), at: path.child("strategy"))
    for field in ["minReadySeconds", "revisionHistoryLimit", "progressDeadlineSeconds"] {
      errors += FieldChecks.notNegative(spec[field], at: path.child(field))
    }
    if let deadline = spec["progressDeadlineSeconds"]?.intValue,
      deadline <= spec["minReadySeconds"]?.intValue ?? 0
    {
      let detail = "must be greater than minReadySeconds"
      errors.append(
        .invalid(path.child("progressDeadlineSeconds"), .integer(Int64(deadline)), detail)
      )
    }
    return errors + selectorChangeErrors(spec, old: old?["spec"])
  }

  static func validate(replicaSet: JSONValue, old: JSONValue?) -> [FieldError] {
    if let old, old["spec"] == replicaSet["spec"] { return [] }
    let spec = replicaSet["spec"] ?? .object([:])
    let path: FieldPath = "spec"
    return FieldChecks.notNegative(spec["replicas"], at: path.child("replicas"))
      + FieldChecks.notNegative(spec["minReadySeconds"], at: path.child("minReadySeconds"))
      + podSetErrors(spec, at: path) + selectorChangeErrors(spec, old: old?["spec"])
  }

  /// The selector, and a template whose pods it finds.
  private static func podSetErrors(_ spec: JSONValue, at path: FieldPath) -> [FieldError] {
    let place = path.child("selector")
    let json = spec["selector"]
    var errors = json == nil ? [.required(place)] : LabelSelectorRules.errors(json, at: place)
    guard let selector = json.map({ LabelSelector(json: $0) }) ?? LabelSelector([]) else {
      return errors + [.invalid(place, json ?? .null, "invalid label selector")]
    }
    let isEmpty = selector.requirements.isEmpty
    if let json, isEmpty {
      errors.append(.invalid(place, json, "empty selector is invalid for deployment"))
    }
    let template = path.child("template")
    let labels = spec["template"]?["metadata"]?["labels"]?.objectValue ?? [:]
    if json == nil || !isEmpty && !selector.matches(labels) {
      let detail = "`selector` does not match template `labels`"
      let shown: JSONValue = labels.isEmpty ? .null : .object(labels)
      errors.append(.invalid(template.child("metadata").child("labels"), shown, detail))
    }
    return errors + templateErrors(spec["template"] ?? .object([:]), at: template)
  }

  private static func templateErrors(_ template: JSONValue, at path: FieldPath) -> [FieldError] {
    let spec = template["spec"] ?? .object([:])
    var errors = FieldChecks.labels(template["metadata"]?["labels"], at: path.child("labels"))
    errors += MetadataRules.annotationErrors(
      template["metadata"]?["annotations"]?.objectValue ?? [:],
      at: path.child("annotations")
    )
    errors += PodValidation.validate(spec: spec, at: path.child("spec"))
    if let policy = spec["restartPolicy"], policy != "Always" {
      let place = path.child("spec").child("restartPolicy")
      errors.append(.notSupported(place, policy, supported: ["Always"]))
    }
    if spec["activeDeadlineSeconds"] != nil {
      let place = path.child("spec").child("activeDeadlineSeconds")
      errors.append(.forbidden(place, "activeDeadlineSeconds in ReplicaSet is not Supported"))
    }
    return errors
  }

  private static func strategyErrors(_ strategy: JSONValue, at path: FieldPath) -> [FieldError] {
    let type = strategy.text("type")
    switch type {
    case "Recreate":
      guard strategy["rollingUpdate"] != nil else { return [] }
      let detail = "may not be specified when strategy `type` is 'Recreate'"
      return [.forbidden(path.child("rollingUpdate"), detail)]
    case "RollingUpdate":
      return rollingErrors(strategy["rollingUpdate"] ?? [:], at: path.child("rollingUpdate"))
    default:
      let shown = "{\"Type\":\(GoText.json(.string(type))),\"RollingUpdate\":null}"
      return [
        FieldError(
          path: path,
          kind: .notSupported,
          badValue: .text(shown),
          detail: "supported values: \"Recreate\", \"RollingUpdate\""
        )
      ]
    }
  }

  private static func rollingErrors(_ rolling: JSONValue, at path: FieldPath) -> [FieldError] {
    let unavailable = path.child("maxUnavailable")
    var errors = FieldChecks.countOrPercent(rolling["maxUnavailable"], at: unavailable)
    errors += FieldChecks.countOrPercent(rolling["maxSurge"], at: path.child("maxSurge"))
    if isZero(rolling["maxUnavailable"]), isZero(rolling["maxSurge"]) {
      let value = rolling["maxUnavailable"] ?? 0
      errors.append(.invalid(unavailable, value, "may not be 0 when `maxSurge` is 0"))
    }
    return errors + FieldChecks.atMostAll(rolling["maxUnavailable"], at: unavailable)
  }

  private static func isZero(_ value: JSONValue?) -> Bool {
    guard let value else { return true }
    return (FieldChecks.percent(value) ?? value.intValue ?? 0) == 0
  }

  private static func selectorChangeErrors(_ spec: JSONValue, old: JSONValue?) -> [FieldError] {
    guard let before = old?["selector"], let selector = spec["selector"], selector != before else {
      return []
    }
    return [.immutable("spec.selector", selector)]
  }

  /// A revision is a record: its data never changes.
  static func validate(controllerRevision: JSONValue, old: JSONValue?) -> [FieldError] {
    var errors = FieldChecks.notNegative(controllerRevision["revision"], at: "revision")
    if controllerRevision["data"] == nil { errors.append(.required("data", "data is mandatory")) }
    guard let old, old["data"] != controllerRevision["data"] else { return errors }
    return errors + [.immutable("data", controllerRevision["data"] ?? .null)]
  }
}
