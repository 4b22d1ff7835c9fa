package import JSON

/// What the API server refuses in a CustomResourceDefinition.
package enum CustomResourceValidation {
  package static func validateDefinition(_ crd: JSONValue) -> [FieldError] {
    let spec = crd["spec"] ?? [:]
    return nameErrors(crd, spec) + scopeErrors(spec) + versionErrors(spec) + schemaErrors(spec)
  }

  private static func nameErrors(_ crd: JSONValue, _ spec: JSONValue) -> [FieldError] {
    let group = spec["group"]?.stringValue ?? ""
    let names = spec["names"] ?? [:]
    let plural = names["plural"]?.stringValue ?? ""
    let name = crd["metadata"]?["name"]?.stringValue ?? ""
    var errors: [FieldError] = []
    if name != "\(plural).\(group)" {
      let place = FieldPath("metadata").child("name")
      let detail = #"must be spec.names.plural+"."+spec.group"#
      errors.append(.invalid(place, .string(name), detail))
    }
    if group.isEmpty { errors.append(.required(FieldPath("spec.group"))) }
    for field in ["plural", "kind"] where (names[field]?.stringValue ?? "").isEmpty {
      errors.append(.required(FieldPath("spec.names").child(field)))
    }
    return errors
  }

  private static func scopeErrors(_ spec: JSONValue) -> [FieldError] {
    let scope = spec["scope"]?.stringValue ?? ""
    let place = FieldPath("spec.scope")
    if scope.isEmpty { return [.required(place)] }
    let supported = ["Cluster", "Namespaced"]
    return supported.contains(scope)
      ? [] : [.notSupported(place, .string(scope), supported: supported)]
  }

  private static func versionErrors(_ spec: JSONValue) -> [FieldError] {
    let versions = spec["versions"]?.arrayValue ?? []
    let place = FieldPath("spec.versions")
    guard !versions.isEmpty else {
      return [.required(place, "must have at least one version")]
    }
    var errors: [FieldError] = []
    let stored = versions.count { $0["storage"] == true }
    if stored != 1 {
      let detail = "must have exactly one version marked as storage version"
      errors.append(FieldError(path: place, kind: .invalid, badValue: .text("[]"), detail: detail))
    }
    for (index, version) in versions.enumerated()
    where version["schema"]?["openAPIV3Schema"] == nil {
      let schema = place.index(index).child("schema").child("openAPIV3Schema")
      errors.append(.required(schema, "schemas are required"))
    }
    return errors
  }

  /// Versions with one and the same schema are judged once, at the place where the server keeps it.
  private static func schemaErrors(_ spec: JSONValue) -> [FieldError] {
    let versions = spec["versions"]?.arrayValue ?? []
    let schemas = versions.compactMap { $0["schema"]?["openAPIV3Schema"] }
    guard let first = schemas.first else { return [] }
    if schemas.allSatisfy({ $0 == first }) {
      let place = FieldPath("spec.validation").child("openAPIV3Schema")
      return definitionErrors(first, hasStatus(versions[0]), at: place)
    }
    return versions.enumerated().flatMap { index, version -> [FieldError] in
      guard let schema = version["schema"]?["openAPIV3Schema"] else { return [] }
      let place = FieldPath("spec.versions").index(index).child("schema")
      return definitionErrors(schema, hasStatus(version), at: place.child("openAPIV3Schema"))
    }
  }

  private static func hasStatus(_ version: JSONValue) -> Bool {
    version["subresources"]?["status"] != nil
  }

  private static func definitionErrors(
    _ schema: JSONValue,
    _ hasStatus: Bool,
    at path: FieldPath
  ) -> [FieldError] {
    let structure = StructuralRules.errors(schema, at: path)
    guard structure.isEmpty else { return structure }
    let root: SchemaNode
    do {
      root = try SchemaNode(reading: schema, at: path)
    } catch {
      return [.invalid(error.path, "", error.problem)]
    }
    let defaults = DefaultRules.errors(root, at: path)
    guard defaults.isEmpty else { return defaults }
    var keywords = KeywordRules()
    keywords.visit(schema, at: path)
    guard keywords.errors.isEmpty else { return keywords.errors }
    var rules = RuleBudget()
    rules.visit(root, cardinality: 1, isResource: true, at: path)
    return rules.errors(at: path)
  }
}
