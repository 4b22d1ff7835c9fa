import JSON

/// What the API server demands of a container's environment.
enum EnvironmentValidation {
  static func errors(_ container: JSONValue, at path: FieldPath) -> [FieldError] {
    let variables = container["env"]?.arrayValue ?? []
    let sources = container["envFrom"]?.arrayValue ?? []
    return variables.enumerated().flatMap { variableErrors($1, at: path.child("env").index($0)) }
      + sources.enumerated().flatMap { sourceErrors($1, at: path.child("envFrom").index($0)) }
  }

  private static func variableErrors(_ variable: JSONValue, at path: FieldPath) -> [FieldError] {
    let name = variable.text("name")
    var errors: [FieldError] = []
    if name.isEmpty {
      errors.append(.required(path.child("name")))
    } else {
      errors += nameErrors(name, at: path.child("name"))
    }
    guard let source = variable["valueFrom"] else { return errors }
    return errors
      + valueErrors(
        source,
        hasValue: !variable.text("value").isEmpty,
        at: path.child("valueFrom")
      )
  }

  private static func nameErrors(_ name: String, at path: FieldPath) -> [FieldError] {
    let isSound = name.utf8.allSatisfy { (0x20...0x7E).contains($0) && $0 != UInt8(ascii: "=") }
    guard !isSound else { return [] }
    let detail =
      "a valid environment variable name must consist only of printable ASCII characters other "
      + "than '='"
    return [.invalid(path, .string(name), detail)]
  }

  private static let sources = [
    "fieldRef", "resourceFieldRef", "configMapKeyRef", "secretKeyRef", "fileKeyRef",
  ]

  private static func valueErrors(
    _ source: JSONValue,
    hasValue: Bool,
    at path: FieldPath
  ) -> [FieldError] {
    var errors: [FieldError] = []
    if let field = source["fieldRef"] { errors += fieldErrors(field, at: path.child("fieldRef")) }
    if let field = source["resourceFieldRef"] {
      errors += FieldChecks.required(
        field["resource"],
        at: path.child("resourceFieldRef").child("resource")
      )
    }
    for name in ["configMapKeyRef", "secretKeyRef"] {
      guard let reference = source[name] else { continue }
      let key = reference.text("key")
      let place = path.child(name).child("key")
      errors += key.isEmpty ? [.required(place)] : FieldChecks.dataKey(key, at: place)
    }
    let count = sources.count { source[$0] != nil }
    if count == 0 {
      let detail =
        "must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef` or `secretKeyRef`"
      errors.append(.invalid(path, "", detail))
    } else if hasValue {
      errors.append(.invalid(path, "", "may not be specified when `value` is not empty"))
    } else if count > 1 {
      errors.append(.invalid(path, "", "may not have more than one field specified at a time"))
    }
    return errors
  }

  private static let fields = [
    "metadata.name", "metadata.namespace", "metadata.uid", "spec.nodeName",
    "spec.serviceAccountName", "status.hostIP", "status.hostIPs", "status.podIP", "status.podIPs",
  ]

  private static func fieldErrors(_ field: JSONValue, at path: FieldPath) -> [FieldError] {
    let name = field.text("fieldPath")
    if field.text("apiVersion").isEmpty { return [.required(path.child("apiVersion"))] }
    if name.isEmpty { return [.required(path.child("fieldPath"))] }
    let isSubscript = ["metadata.annotations['", "metadata.labels['"].contains {
      name.hasPrefix($0)
    }
    if isSubscript || fields.contains(name) { return [] }
    if [
      "metadata.annotations", "metadata.labels", "spec.restartPolicy", "spec.schedulerName",
      "status.phase", "spec.hostNetwork", "status.nominatedNodeName",
    ]
    .contains(name) {
      return [.notSupported(path.child("fieldPath"), .string(name), supported: fields)]
    }
    let detail = "error converting fieldPath: field label not supported: \(name)"
    return [.invalid(path.child("fieldPath"), .string(name), detail)]
  }

  private static func sourceErrors(_ source: JSONValue, at path: FieldPath) -> [FieldError] {
    let prefix = source.text("prefix")
    var errors = prefix.isEmpty ? [] : nameErrors(prefix, at: path.child("prefix"))
    let references = ["configMapRef", "secretRef"].filter { source[$0] != nil }
    for reference in references where source[reference]?.text("name").isEmpty ?? true {
      errors.append(.required(path.child(reference).child("name")))
    }
    if references.isEmpty {
      let detail = "must specify one of: `configMapRef` or `secretRef`"
      errors.append(.invalid(path, "", detail))
    } else if references.count > 1 {
      errors.append(.invalid(path, "", "may not have more than one field specified at a time"))
    }
    return errors
  }
}
