import APIMachinery
package import JSON

extension AccessRecord {
  /// One line of an audit: `{"user", "verb", "apiGroup", "resource", "namespace", "name", "decision", "role", "rule"}`.
  ///
  /// `decision` is `allowed` or `denied`; `role` is `{"kind", "name", "namespace"}` of the role that allowed it, with the namespace of its
  /// binding, and `rule` the number of the rule in it, from 0: both are missing where no role was needed. A request outside of the
  /// resources has `path` instead of what names a resource.
  package var json: JSONValue {
    var json: JSONValue = ["user": .string(user), "verb": .string(request.verb)]
    switch request.target {
    case .path(let path): json["path"] = .string(path)
    case .resource(let resource):
      json["apiGroup"] = .string(resource.group)
      json["resource"] = .string(resource.path)
      json["namespace"] = .string(resource.namespace)
      json["name"] = .string(resource.name)
    }
    json["decision"] = decision.isAllowed ? "allowed" : "denied"
    guard case .allowed(let grant?) = decision else { return json }
    json["role"] = [
      "kind": .string(grant.roleKind), "name": .string(grant.roleName),
      "namespace": .string(grant.binding.namespace),
    ]
    json["rule"] = .integer(Int64(grant.ruleIndex))
    return json
  }
}
