import APIMachinery
import JSON

/// Nobody grants what they do not hold (`pkg/registry/rbac/*/policybased`).
extension Cluster {
  mutating func forbidEscalation(
    _ new: APIObject,
    old: APIObject?,
    of resource: ServedResource,
    by source: WriteSource
  ) throws(APIStatus) {
    guard resource.type.group == Self.accessGroup, let user = source.options.user,
      !user.isPrivileged, !new.differsOnlyForDeletion(from: old)
    else { return }
    switch resource.type {
    case .roles, .clusterRoles: try checkRole(new, old: old, resource, user)
    case .roleBindings, .clusterRoleBindings: try checkBinding(new, resource, user)
    case _: return
    }
  }

  private mutating func checkRole(
    _ role: APIObject,
    old: APIObject?,
    _ resource: ServedResource,
    _ user: UserInfo
  ) throws(APIStatus) {
    // Upstream takes the name from the URL: a creation has none there.
    let key = ObjectKey(namespace: role.namespace, name: old?.name ?? "")
    let escalate = AccessRequest(verb: "escalate", resource, key)
    if authorize(escalate, for: user).isAllowed { return }
    try confirm(role.policyRules, in: role, resource, user)
    guard role.hasAggregationRule || old?.hasAggregationRule ?? false else { return }
    let everything = [
      PolicyRule(apiGroups: ["*"], resources: ["*"], verbs: ["*"]),
      PolicyRule(nonResourceURLs: ["*"], verbs: ["*"]),
    ]
    let (held, _) = accessPolicy().rules(for: user, in: role.namespace)
    guard !PolicyRule.uncovered(everything, by: held).isEmpty else { return }
    throw .forbidden(
      resource.type,
      name: role.name,
      "must have cluster-admin privileges to use the aggregationRule"
    )
  }

  private mutating func checkBinding(
    _ object: APIObject,
    _ resource: ServedResource,
    _ user: UserInfo
  ) throws(APIStatus) {
    let binding = RoleBinding(object)
    let bind = AccessRequest(
      verb: "bind",
      target: .resource(
        ResourceAttributes(
          group: object.json["roleRef"]?["apiGroup"]?.stringValue ?? "",
          resource: binding.roleKind == "Role" ? "roles" : "clusterroles",
          namespace: object.namespace,
          name: binding.roleName
        )
      )
    )
    if authorize(bind, for: user).isAllowed { return }
    let rules = try accessPolicy().rules(
      ofRole: binding.roleKind,
      binding.roleName,
      in: object.namespace
    )
    try confirm(rules, in: object, resource, user)
  }

  private mutating func confirm(
    _ rules: [PolicyRule],
    in object: APIObject,
    _ resource: ServedResource,
    _ user: UserInfo
  ) throws(APIStatus) {
    let (held, problems) = accessPolicy().rules(for: user, in: object.namespace)
    let missing = PolicyRule.compacted(PolicyRule.uncovered(rules, by: held))
    guard !missing.isEmpty else { return }
    var detail =
      "user \(GoText.quoted(user.name)) (groups=\(GoText.quoted(user.groups))) is attempting to "
      + "grant RBAC permissions not currently held:\n"
      + Set(missing.map(\.compactText)).sorted().joined(separator: "\n")
    if !problems.isEmpty { detail += "; resolution errors: [\(AccessPolicy.aggregate(problems))]" }
    throw .forbidden(resource.type, name: object.name, detail)
  }
}

extension APIObject {
  fileprivate var hasAggregationRule: Bool {
    !(json["aggregationRule"]?["clusterRoleSelectors"]?.arrayValue?.isEmpty ?? true)
  }

  /// Whether a write only touches what deletion needs: owners and finalizers.
  fileprivate func differsOnlyForDeletion(from old: APIObject?) -> Bool {
    guard let old else { return false }
    return withoutDeletionFields == old.withoutDeletionFields
  }

  private var withoutDeletionFields: JSONValue {
    var json = json
    for field in ["ownerReferences", "finalizers", "managedFields", "resourceVersion"] {
      json["metadata"]?[field] = nil
    }
    return json
  }
}
