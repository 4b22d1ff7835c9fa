import JSON

/// What the API server demands of pods and pod templates (`pkg/apis/core/validation`), as far as people meet it.
enum PodValidation {
  static func validate(pod: JSONValue, old: JSONValue?) -> [FieldError] {
    if let old, old["spec"] == pod["spec"] { return [] }
    let errors = validate(spec: pod["spec"] ?? .object([:]), at: "spec")
    guard let old else { return errors }
    return errors + validateUpdate(of: pod, old: old)
  }

  /// In the order of `ValidatePodSpec`.
  static func validate(spec: JSONValue, at path: FieldPath) -> [FieldError] {
    let volumes = VolumeValidation.check(
      spec["volumes"]?.arrayValue ?? [],
      at: path.child("volumes")
    )
    var errors = volumes.errors
    let containers = spec["containers"]?.arrayValue ?? []
    errors +=
      containers.isEmpty
      ? [.required(path.child("containers"))]
      : ContainerValidation.errors(
        containers,
        mountable: volumes.names,
        at: path.child("containers")
      )
    errors += ContainerValidation.errors(
      spec["initContainers"]?.arrayValue ?? [],
      mountable: volumes.names,
      areInitial: true,
      at: path.child("initContainers")
    )
    errors += sharedNameErrors(spec, at: path.child("initContainers"))
    return errors + policyErrors(spec, at: path) + placementErrors(spec, at: path)
  }

  /// Initial containers share one space of names with the others.
  private static func sharedNameErrors(_ spec: JSONValue, at path: FieldPath) -> [FieldError] {
    let names = Set((spec["containers"]?.arrayValue ?? []).map { $0.text("name") })
    return (spec["initContainers"]?.arrayValue ?? []).enumerated().compactMap { index, container in
      let name = container.text("name")
      guard !name.isEmpty, names.contains(name) else { return nil }
      return .duplicate(path.index(index).child("name"), .string(name))
    }
  }

  private static func policyErrors(_ spec: JSONValue, at path: FieldPath) -> [FieldError] {
    FieldChecks.choice(
      spec["restartPolicy"] ?? "Always",
      of: ["Always", "OnFailure", "Never"],
      at: path.child("restartPolicy")
    )
      + FieldChecks.choice(
        spec["dnsPolicy"] ?? "ClusterFirst",
        of: ["ClusterFirstWithHostNet", "ClusterFirst", "Default", "None"],
        at: path.child("dnsPolicy")
      )
      + FieldChecks.labels(spec["nodeSelector"], at: path.child("nodeSelector"))
  }

  private static func placementErrors(_ spec: JSONValue, at path: FieldPath) -> [FieldError] {
    var errors: [FieldError] = []
    for (index, secret) in (spec["imagePullSecrets"]?.arrayValue ?? []).enumerated()
    where secret.text("name").isEmpty {
      errors.append(.required(path.child("imagePullSecrets").index(index).child("name")))
    }
    for (field, rule) in [("serviceAccountName", NameRule.subdomain), ("nodeName", .subdomain)] {
      let name = spec.text(field)
      if !name.isEmpty { errors += FieldChecks.name(name, rule, at: path.child(field)) }
    }
    if let deadline = spec["activeDeadlineSeconds"]?.intValue,
      !(1...Int(Int32.max)).contains(deadline)
    {
      let detail = "must be between 1 and 2147483647, inclusive"
      errors.append(
        .invalid(path.child("activeDeadlineSeconds"), .integer(Int64(deadline)), detail)
      )
    }
    for field in ["hostname", "subdomain"] {
      let name = spec.text(field)
      if !name.isEmpty { errors += FieldChecks.name(name, .label, at: path.child(field)) }
    }
    return errors + TolerationValidation.errors(spec["tolerations"], at: path.child("tolerations"))
  }

  /// A pod is a fact: of its specification only these may change.
  private static func validateUpdate(of pod: JSONValue, old: JSONValue) -> [FieldError] {
    guard frozenPart(of: pod) != frozenPart(of: old) else { return [] }
    return [
      .forbidden(
        "spec",
        "pod updates may not change fields other than `spec.containers[*].image`,"
          + "`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only "
          + "additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be "
          + "set to 1 if it was previously negative)"
      )
    ]
  }

  private static func frozenPart(of pod: JSONValue) -> JSONValue {
    var spec = pod["spec"] ?? .object([:])
    for field in ["activeDeadlineSeconds", "tolerations", "nodeName"] { spec[field] = nil }
    for list in ["containers", "initContainers"] {
      spec.updateEach(list) { $0["image"] = nil }
    }
    return spec
  }
}
