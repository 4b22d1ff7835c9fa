import JSON

/// How the names of a definition must look, asked for and accepted ones alike.
enum NamesRules {
  static func requiredErrors(_ names: JSONValue, at path: FieldPath) -> [FieldError] {
    ["plural", "singular", "kind", "listKind"].filter { names.text($0).isEmpty }.map {
      .required(path.child($0))
    }
  }

  static func errors(_ names: JSONValue, at path: FieldPath) -> [FieldError] {
    var errors: [FieldError] = []
    for field in ["plural", "singular"] {
      errors += labelErrors(names.text(field), at: path.child(field))
    }
    for field in ["kind", "listKind"] {
      let name = names.text(field)
      let problems = name.isEmpty ? [] : NameRule.dns1035Label.problems(of: name.lowercased())
      guard !problems.isEmpty else { continue }
      let detail =
        "may have mixed case, but should otherwise match: " + problems.joined(separator: ",")
      errors.append(.invalid(path.child(field), .string(name), detail))
    }
    errors += listErrors(names["shortNames"], at: path.child("shortNames"))
    let kind = names.text("kind")
    if !kind.isEmpty, kind == names.text("listKind") {
      let detail = "kind and listKind may not be the same"
      errors.append(.invalid(path.child("listKind"), .string(kind), detail))
    }
    return errors + listErrors(names["categories"], at: path.child("categories"))
  }

  private static func listErrors(_ list: JSONValue?, at path: FieldPath) -> [FieldError] {
    (list?.arrayValue ?? []).enumerated().flatMap { index, name in
      labelErrors(name.stringValue ?? "", at: path.index(index), isOptional: false)
    }
  }

  private static func labelErrors(
    _ name: String,
    at path: FieldPath,
    isOptional: Bool = true
  ) -> [FieldError] {
    if name.isEmpty, isOptional { return [] }
    let problems = NameRule.dns1035Label.problems(of: name)
    guard !problems.isEmpty else { return [] }
    return [.invalid(path, .string(name), problems.joined(separator: ","))]
  }
}
