package import JSON

/// What the API server refuses in a CustomResourceDefinition, in its order and words.
package enum CustomResourceValidation {
  /// The name and the specification; `old` is the state that an update replaces.
  package static func validateDefinition(
    _ definition: JSONValue,
    old: JSONValue? = nil
  ) -> [FieldError] {
    let spec = definition["spec"] ?? [:]
    return nameErrors(definition, spec, old: old) + specificationErrors(spec, old: old?["spec"])
  }

  private static func nameErrors(
    _ definition: JSONValue,
    _ spec: JSONValue,
    old: JSONValue?
  ) -> [FieldError] {
    let name = definition["metadata"]?["name"]?.stringValue ?? ""
    let expected = "\(spec.text("names", "plural")).\(spec.text("group"))"
    guard old == nil, !name.isEmpty, name != expected else { return [] }
    let detail = #"must be spec.names.plural+"."+spec.group"#
    return [.invalid("metadata.name", .string(name), detail)]
  }

  private static func specificationErrors(_ spec: JSONValue, old: JSONValue?) -> [FieldError] {
    let hoisted = HoistedSpecification(spec)
    let root: FieldPath = "spec"
    return groupErrors(spec.text("group")) + scopeErrors(spec.text("scope"))
      + schemaPresenceErrors(hoisted) + preservationErrors(spec)
      + VersionRules.errors(hoisted, old: old)
      + NamesRules.requiredErrors(spec["names"] ?? [:], at: root.child("names"))
      + NamesRules.errors(spec["names"] ?? [:], at: root.child("names"))
      + VersionRules.sharedErrors(hoisted, old: old)
      + ConversionRules.errors(spec["conversion"], at: root.child("conversion"))
  }

  private static func groupErrors(_ group: String) -> [FieldError] {
    let path: FieldPath = "spec.group"
    if group.isEmpty { return [.required(path)] }
    let problems = NameRule.subdomain.problems(of: group)
    if !problems.isEmpty {
      return [.invalid(path, .string(group), problems.joined(separator: ","))]
    }
    return group.contains(".")
      ? [] : [.invalid(path, .string(group), "should be a domain with at least one dot")]
  }

  private static func scopeErrors(_ scope: String) -> [FieldError] {
    choiceErrors(scope, of: ["Cluster", "Namespaced"], at: "spec.scope")
  }

  static func choiceErrors(
    _ value: String,
    of supported: [String],
    at path: FieldPath
  ) -> [FieldError] {
    if value.isEmpty { return [.required(path)] }
    return supported.contains(value)
      ? [] : [.notSupported(path, .string(value), supported: supported)]
  }

  private static func schemaPresenceErrors(_ hoisted: HoistedSpecification) -> [FieldError] {
    guard hoisted.schema?["openAPIV3Schema"] == nil else { return [] }
    return hoisted.versions.enumerated().compactMap { index, version in
      guard version["schema"]?["openAPIV3Schema"] == nil else { return nil }
      let path = FieldPath("spec.versions").index(index).child("schema").child("openAPIV3Schema")
      return .required(path, "schemas are required")
    }
  }

  /// Keeping all unknown fields is of the past: pruning and defaults need schemas that are followed.
  private static func preservationErrors(_ spec: JSONValue) -> [FieldError] {
    let versions = spec["versions"]?.arrayValue ?? []
    guard spec["preserveUnknownFields"] == true,
      versions.contains(where: { $0["schema"]?["openAPIV3Schema"]?.hasDefault ?? false })
    else { return [] }
    let detail = "must be false in order to use defaults in the schema"
    return [.invalid("spec.preserveUnknownFields", true, detail)]
  }
}

extension JSONValue {
  /// The text at a path of members; empty where there is none.
  func text(_ keys: String...) -> String {
    var value: JSONValue? = self
    for key in keys { value = value?[key] }
    return value?.stringValue ?? ""
  }

  fileprivate var hasDefault: Bool {
    switch self {
    case .object(let object):
      object["default"] != nil || object.contains { $0.value.hasDefault }
    case .array(let elements): elements.contains(where: \.hasDefault)
    case .null, .bool, .integer, .double, .string: false
    }
  }
}
