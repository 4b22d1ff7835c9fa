import JSON

/// Where a definition's scale endpoint may find its numbers.
enum SubresourceRules {
  static func errors(_ subresources: JSONValue?, at path: FieldPath) -> [FieldError] {
    guard let scale = subresources?["scale"] else { return [] }
    var errors: [FieldError] = []
    for (field, root) in [("specReplicasPath", ".spec"), ("statusReplicasPath", ".status")] {
      let place = path.child("scale.\(field)")
      let value = scale.text(field)
      if value.isEmpty {
        errors.append(.required(place))
      } else if let problem = simplePathProblem(value) {
        errors.append(.invalid(place, .string(value), problem))
      } else if !value.hasPrefix(root + ".") {
        errors.append(.invalid(place, .string(value), "should be a json path under \(root)"))
      }
    }
    return errors
      + selectorErrors(scale.text("labelSelectorPath"), at: path.child("scale.labelSelectorPath"))
  }

  private static func selectorErrors(_ value: String, at path: FieldPath) -> [FieldError] {
    guard !value.isEmpty else { return [] }
    if let problem = simplePathProblem(value) { return [.invalid(path, .string(value), problem)] }
    guard !value.hasPrefix(".spec."), !value.hasPrefix(".status.") else { return [] }
    let detail = "should be a json path under either .spec or .status"
    return [.invalid(path, .string(value), detail)]
  }

  static func simplePathProblem(_ path: String) -> String? {
    path.hasPrefix(".") ? nil : "must be a simple json path starting with ."
  }
}
