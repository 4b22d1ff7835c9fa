import APIMachinery
import JSON

/// All roles and bindings of a cluster in the form in which requests are checked.
struct AccessPolicy: Sendable {
  private var clusterBindings: [RoleBinding] = []
  private var bindingsByNamespace: [String: [RoleBinding]] = [:]
  private var rulesByClusterRole: [String: [PolicyRule]] = [:]
  private var rulesByRole: [ObjectKey: [PolicyRule]] = [:]

  init(
    roles: [APIObject],
    bindings: [APIObject],
    clusterRoles: [APIObject],
    clusterBindings: [APIObject]
  ) {
    self.clusterBindings = clusterBindings.map(RoleBinding.init)
    for binding in bindings.map(RoleBinding.init) {
      bindingsByNamespace[binding.key.namespace, default: []].append(binding)
    }
    for role in clusterRoles { rulesByClusterRole[role.name] = role.policyRules }
    for role in roles { rulesByRole[role.key] = role.policyRules }
  }

  /// Whether some rule that reaches the user allows the request.
  func decide(_ request: AccessRequest, for user: UserInfo) -> AccessDecision {
    if user.isPrivileged { return .allowed(by: nil) }
    var grant: AccessGrant?
    var problems: [String] = []
    visitRoles(of: user, in: request.namespace) { binding, subject, rules in
      switch rules {
      case .failure(let status): problems.append(status.message)
      case .success(let rules):
        guard let index = rules.firstIndex(where: { $0.allows(request) }) else { return true }
        grant = AccessGrant(binding, ruleIndex: index, to: subject)
        return false
      }
      return true
    }
    if let grant { return .allowed(by: grant) }
    return .denied(reason: problems.isEmpty ? "" : "RBAC: \(Self.aggregate(problems))")
  }

  /// Every rule that reaches the user in a namespace, and what could not be resolved.
  func rules(for user: UserInfo, in namespace: String) -> ([PolicyRule], problems: [String]) {
    var found: [PolicyRule] = []
    var problems: [String] = []
    visitRoles(of: user, in: namespace) { _, _, rules in
      switch rules {
      case .failure(let status): problems.append(status.message)
      case .success(let rules): found += rules
      }
      return true
    }
    return (found, problems)
  }

  /// The rules of the role that a binding in a namespace (or a cluster-wide one) refers to.
  func rules(ofRole kind: String, _ name: String, in namespace: String)
    throws(APIStatus) -> [PolicyRule]
  {
    let key = ObjectKey(namespace: namespace, name: name)
    switch kind {
    case "Role":
      guard let rules = rulesByRole[key] else { throw .roleNotFound("role", name) }
      return rules
    case "ClusterRole":
      guard let rules = rulesByClusterRole[name] else { throw .roleNotFound("clusterrole", name) }
      return rules
    case _:
      throw .badRequest("unsupported role reference kind: \(GoText.quoted(kind))")
    }
  }

  /// Cluster-wide bindings first, then those of the namespace, each in the order of names; `false` ends it.
  private func visitRoles(
    of user: UserInfo,
    in namespace: String,
    _ visit: (RoleBinding, RoleSubject, Result<[PolicyRule], APIStatus>) -> Bool
  ) {
    let local = namespace.isEmpty ? [] : bindingsByNamespace[namespace] ?? []
    for binding in clusterBindings + local {
      guard let subject = binding.subject(for: user) else { continue }
      guard visit(binding, subject, rules(of: binding)) else { return }
    }
  }

  private func rules(of binding: RoleBinding) -> Result<[PolicyRule], APIStatus> {
    do throws(APIStatus) {
      return .success(
        try rules(ofRole: binding.roleKind, binding.roleName, in: binding.key.namespace)
      )
    } catch {
      return .failure(error)
    }
  }

  /// One error as it is, several in brackets, as Go aggregates them.
  static func aggregate(_ problems: [String]) -> String {
    var distinct: [String] = []
    for problem in problems where !distinct.contains(problem) { distinct.append(problem) }
    return distinct.count == 1 ? distinct[0] : "[\(distinct.joined(separator: ", "))]"
  }
}

extension APIObject {
  /// The rules of a Role or ClusterRole.
  var policyRules: [PolicyRule] { json["rules"]?.arrayValue?.map(PolicyRule.init(json:)) ?? [] }
}

extension APIStatus {
  /// The informers behind authorization call the resource by its singular.
  fileprivate static func roleNotFound(_ resource: String, _ name: String) -> APIStatus {
    APIStatus(
      code: 404,
      reason: "NotFound",
      message: "\(resource).rbac.authorization.k8s.io \(GoText.quoted(name)) not found",
      kind: resource,
      group: "rbac.authorization.k8s.io",
      name: name
    )
  }
}
