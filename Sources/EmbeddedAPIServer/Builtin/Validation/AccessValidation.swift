import JSON

/// What the API server demands of roles and bindings (`pkg/apis/rbac/validation`).
enum AccessValidation {
  private static let group = "rbac.authorization.k8s.io"

  static func validate(role: JSONValue, old: JSONValue?) -> [FieldError] {
    ruleErrors(role, isNamespaced: true)
  }

  static func validate(clusterRole: JSONValue, old: JSONValue?) -> [FieldError] {
    let selectors = clusterRole["aggregationRule"]?["clusterRoleSelectors"]?.arrayValue
    let isEmpty = clusterRole["aggregationRule"] != nil && (selectors?.isEmpty ?? true)
    let missing: [FieldError] =
      isEmpty
      ? [
        .required(
          "aggregationRule.clusterRoleSelectors",
          "at least one clusterRoleSelector required if aggregationRule is non-nil"
        )
      ] : []
    return ruleErrors(clusterRole, isNamespaced: false) + missing
  }

  static func validate(roleBinding: JSONValue, old: JSONValue?) -> [FieldError] {
    bindingErrors(roleBinding, old: old, roleKinds: ["Role", "ClusterRole"], isNamespaced: true)
  }

  static func validate(clusterRoleBinding: JSONValue, old: JSONValue?) -> [FieldError] {
    bindingErrors(clusterRoleBinding, old: old, roleKinds: ["ClusterRole"], isNamespaced: false)
  }

  private static func ruleErrors(_ role: JSONValue, isNamespaced: Bool) -> [FieldError] {
    (role["rules"]?.arrayValue ?? []).enumerated().flatMap { index, rule in
      errors(
        PolicyRule(json: rule),
        at: FieldPath("rules").index(index),
        isNamespaced: isNamespaced
      )
    }
  }

  private static func errors(
    _ rule: PolicyRule,
    at path: FieldPath,
    isNamespaced: Bool
  ) -> [FieldError] {
    var errors: [FieldError] = []
    if rule.verbs.isEmpty {
      errors.append(.required(path.child("verbs"), "verbs must contain at least one value"))
    }
    guard rule.nonResourceURLs.isEmpty else {
      return errors + urlErrors(rule, at: path.child("nonResourceURLs"), isNamespaced: isNamespaced)
    }
    if rule.apiGroups.isEmpty {
      errors.append(
        .required(path.child("apiGroups"), "resource rules must supply at least one api group")
      )
    }
    if rule.resources.isEmpty {
      errors.append(
        .required(path.child("resources"), "resource rules must supply at least one resource")
      )
    }
    return errors
  }

  private static func urlErrors(
    _ rule: PolicyRule,
    at path: FieldPath,
    isNamespaced: Bool
  ) -> [FieldError] {
    let urls = JSONValue.array(rule.nonResourceURLs.map(JSONValue.string))
    var errors: [FieldError] = []
    if isNamespaced {
      errors.append(
        .invalid(path, urls, "namespaced rules cannot apply to non-resource URLs")
      )
    }
    if !(rule.apiGroups + rule.resources + rule.resourceNames).isEmpty {
      errors.append(
        .invalid(
          path,
          urls,
          "rules cannot apply to both regular resources and non-resource URLs"
        )
      )
    }
    return errors
  }

  private static func bindingErrors(
    _ binding: JSONValue,
    old: JSONValue?,
    roleKinds: [String],
    isNamespaced: Bool
  ) -> [FieldError] {
    let role = binding["roleRef"] ?? .object([:])
    var errors: [FieldError] = []
    if role["apiGroup"]?.stringValue != group {
      errors.append(
        .notSupported("roleRef.apiGroup", role["apiGroup"] ?? "", supported: [group])
      )
    }
    if !roleKinds.contains(role["kind"]?.stringValue ?? "") {
      errors.append(
        .notSupported("roleRef.kind", role["kind"] ?? "", supported: roleKinds)
      )
    }
    errors += roleNameErrors(role["name"]?.stringValue ?? "")
    for (index, subject) in (binding["subjects"]?.arrayValue ?? []).enumerated() {
      let path = FieldPath("subjects").index(index)
      errors += subjectErrors(subject, at: path, isNamespaced: isNamespaced)
    }
    if let before = old?["roleRef"], before != role {
      errors.append(
        FieldError(
          path: "roleRef",
          kind: .invalid,
          badValue: .text(role.goRoleReference),
          detail: "cannot change roleRef"
        )
      )
    }
    return errors
  }

  private static func roleNameErrors(_ name: String) -> [FieldError] {
    guard !name.isEmpty else { return [.required("roleRef.name")] }
    return NameRule.pathSegment.problems(of: name).map {
      .invalid("roleRef.name", .string(name), $0)
    }
  }

  private static func subjectErrors(
    _ subject: JSONValue,
    at path: FieldPath,
    isNamespaced: Bool
  ) -> [FieldError] {
    let text = { (field: String) in subject[field]?.stringValue ?? "" }
    let name = text("name")
    var errors: [FieldError] = name.isEmpty ? [.required(path.child("name"))] : []
    switch text("kind") {
    case "ServiceAccount":
      if !name.isEmpty {
        errors += NameRule.subdomain.problems(of: name).map {
          .invalid(path.child("name"), .string(name), $0)
        }
      }
      errors += groupErrors(text("apiGroup"), mustBe: "", at: path)
      if !isNamespaced, text("namespace").isEmpty {
        errors.append(.required(path.child("namespace")))
      }
    case "User", "Group":
      let kind = text("kind").lowercased()
      if name.isEmpty {
        errors.append(.invalid(path.child("name"), "", "\(kind) name cannot be empty"))
      }
      errors += groupErrors(text("apiGroup"), mustBe: group, at: path)
    case let kind:
      errors.append(
        .notSupported(
          path.child("kind"),
          .string(kind),
          supported: ["ServiceAccount", "User", "Group"]
        )
      )
    }
    return errors
  }

  private static func groupErrors(
    _ actual: String,
    mustBe expected: String,
    at path: FieldPath
  ) -> [FieldError] {
    guard actual != expected else { return [] }
    return [.notSupported(path.child("apiGroup"), .string(actual), supported: [expected])]
  }
}

extension JSONValue {
  /// A role reference as Go encodes the internal type, whose fields have no JSON names.
  fileprivate var goRoleReference: String {
    JSONValue.object([
      "APIGroup": self["apiGroup"] ?? "", "Kind": self["kind"] ?? "", "Name": self["name"] ?? "",
    ]).jsonText
  }
}
