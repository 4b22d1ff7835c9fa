import APIMachinery

extension Cluster {
  static let accessGroup = "rbac.authorization.k8s.io"

  /// Whether a user may do something; nobody is told.
  mutating func decide(_ request: AccessRequest, for user: UserInfo) -> AccessDecision {
    switch access.settings.authorization {
    case .alwaysAllow: .allowed(by: nil)
    case .rbac: accessPolicy().decide(request, for: user)
    }
  }

  /// The same, told to the auditor.
  mutating func authorize(_ request: AccessRequest, for user: UserInfo) -> AccessDecision {
    let decision = decide(request, for: user)
    access.record(AccessRecord(user: user.name, request: request, decision: decision))
    return decision
  }

  /// The stored roles and bindings in the form in which requests are checked.
  mutating func accessPolicy() -> AccessPolicy {
    if let policy = access.policy { return policy }
    let policy = AccessPolicy(
      roles: stored(.roles),
      bindings: stored(.roleBindings),
      clusterRoles: stored(.clusterRoles),
      clusterBindings: stored(.clusterRoleBindings)
    )
    access.policy = policy
    return policy
  }

  /// An apply that creates needs the right to create as well.
  mutating func authorizeCreation(
    of resource: ServedResource,
    _ key: ObjectKey,
    by source: WriteSource
  ) throws(APIStatus) {
    guard let user = source.options.user else { return }
    let request = AccessRequest(verb: "create", resource, key)
    guard case .denied(let reason) = authorize(request, for: user) else { return }
    throw .forbidden(resource.type, name: key.name, reason)
  }

  private func stored(_ type: ResourceType) -> [APIObject] {
    catalog.resource(type).map { collection($0.storage).table.objects } ?? []
  }
}

extension AccessRequest {
  init(
    verb: String,
    _ resource: ServedResource,
    _ key: ObjectKey,
    subresource: String = ""
  ) {
    self.init(
      verb: verb,
      target: .resource(
        ResourceAttributes(
          group: resource.type.group,
          version: resource.type.version,
          resource: resource.type.plural,
          subresource: subresource,
          namespace: key.namespace,
          name: key.name
        )
      )
    )
  }
}

extension APIStatus {
  /// A request that no rule allows (`responsewriters.Forbidden`).
  static func forbidden(_ request: AccessRequest, to user: UserInfo, _ reason: String) -> APIStatus
  {
    let who = "User \(GoText.quoted(user.name)) cannot \(request.verb)"
    switch request.target {
    case .path(let path):
      let sentence = explained("\(who) path \(GoText.quoted(path))", reason)
      return APIStatus(code: 403, reason: "Forbidden", message: "forbidden: \(sentence)")
    case .resource(let resource):
      let place =
        resource.namespace.isEmpty
        ? "at the cluster scope" : "in the namespace \(GoText.quoted(resource.namespace))"
      let sentence = explained(
        "\(who) resource \(GoText.quoted(resource.path)) in API group "
          + "\(GoText.quoted(resource.group)) \(place)",
        reason
      )
      let plural =
        resource.group.isEmpty ? resource.resource : "\(resource.resource).\(resource.group)"
      let subject =
        resource.name.isEmpty ? plural : "\(plural) \(GoText.quoted(resource.name))"
      return APIStatus(
        code: 403,
        reason: "Forbidden",
        message: "\(subject) is forbidden: \(sentence)",
        kind: resource.resource,
        group: resource.group,
        name: resource.name
      )
    }
  }

  /// The sentence is made safe for browsers, the reason is not.
  private static func explained(_ sentence: String, _ reason: String) -> String {
    let safe = sentence.unicodeScalars.map { scalar in
      switch scalar {
      case "&": "&amp;"
      case "<": "&lt;"
      case ">": "&gt;"
      default: String(scalar)
      }
    }.joined()
    return reason.isEmpty ? safe : "\(safe): \(reason)"
  }
}
