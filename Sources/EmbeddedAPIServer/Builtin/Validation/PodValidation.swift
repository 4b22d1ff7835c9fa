import JSON

/// What the API server demands of pods and pod templates (`pkg/apis/core/validation`), as far as people meet it.
enum PodValidation {
  static func validate(pod: JSONValue, old: JSONValue?) -> [FieldError] {
    let errors = validate(spec: pod["spec"] ?? .object([:]), at: "spec")
    guard let old else { return errors }
    return errors + validateUpdate(of: pod, old: old)
  }

  static func validate(spec: JSONValue, at path: FieldPath) -> [FieldError] {
    let containers = spec["containers"]?.arrayValue ?? []
    guard !containers.isEmpty else { return [.required(path.child("containers"))] }
    return validate(containers: containers, at: path.child("containers"))
      + validate(
        containers: spec["initContainers"]?.arrayValue ?? [],
        at: path.child("initContainers")
      )
      + volumeErrors(spec, at: path)
  }

  private static func validate(containers: [JSONValue], at path: FieldPath) -> [FieldError] {
    var errors: [FieldError] = []
    var names: Set<String> = []
    for (index, container) in containers.enumerated() {
      let path = path.index(index)
      let name = container["name"]?.stringValue ?? ""
      if name.isEmpty {
        errors.append(.required(path.child("name")))
      } else if !names.insert(name).inserted {
        errors.append(.duplicate(path.child("name"), .string(name)))
      } else {
        errors += NameRule.label.problems(of: name).map {
          .invalid(path.child("name"), .string(name), $0)
        }
      }
      if container["image"]?.stringValue?.isEmpty ?? true {
        errors.append(.required(path.child("image")))
      }
      errors += portErrors(container, at: path) + resourceErrors(container, at: path)
    }
    return errors
  }

  private static func portErrors(_ container: JSONValue, at path: FieldPath) -> [FieldError] {
    let ports = container["ports"]?.arrayValue ?? []
    return ports.enumerated().flatMap { index, port -> [FieldError] in
      let field = path.child("ports").index(index).child("containerPort")
      guard let number = port["containerPort"]?.intValue else { return [.required(field)] }
      return PortRule.errors(number, at: field)
    }
  }

  /// Quantities must parse, and no request may exceed its limit.
  private static func resourceErrors(_ container: JSONValue, at path: FieldPath) -> [FieldError] {
    let resources = container["resources"] ?? .object([:])
    let requests = resources["requests"]?.objectValue ?? [:]
    return requests.compactMap { request in
      let field = path.child("resources").child("requests")
      guard let limit = resources["limits"]?[request.key],
        let requested = QuantityText.quantity(request.value),
        let limited = QuantityText.quantity(limit), requested > limited
      else { return nil }
      let shown = limit.stringValue ?? limit.jsonText
      return FieldError.invalid(
        field,
        .string(request.value.stringValue ?? request.value.jsonText),
        "must be less than or equal to \(request.key) limit of \(shown)"
      )
    }
  }

  private static func volumeErrors(_ spec: JSONValue, at path: FieldPath) -> [FieldError] {
    let volumes = spec["volumes"]?.arrayValue?.compactMap { $0["name"]?.stringValue } ?? []
    var errors: [FieldError] = []
    for list in ["containers", "initContainers"] {
      for (index, container) in (spec[list]?.arrayValue ?? []).enumerated() {
        for (mountIndex, mount) in (container["volumeMounts"]?.arrayValue ?? []).enumerated() {
          let name = mount["name"]?.stringValue ?? ""
          guard !volumes.contains(name) else { continue }
          let field = path.child(list).index(index).child("volumeMounts").index(mountIndex)
          errors.append(.invalid(field.child("name"), .string(name), "no volume has this name"))
        }
      }
    }
    return errors
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
