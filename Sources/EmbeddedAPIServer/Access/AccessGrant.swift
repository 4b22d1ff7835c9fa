package import APIMachinery

/// The rule that allowed a request, and how it came to the user.
package struct AccessGrant: Hashable, Sendable {
  /// Of the RoleBinding, or without a namespace of the ClusterRoleBinding.
  package let binding: ObjectKey
  /// `Role` or `ClusterRole`.
  package let roleKind: String
  package let roleName: String
  /// Counted from 0 within the role.
  package let ruleIndex: Int
  /// Such as `Group "system:masters"`.
  package let subject: String

  init(_ binding: RoleBinding, ruleIndex: Int, to subject: RoleSubject) {
    self.binding = binding.key
    roleKind = binding.roleKind
    roleName = binding.roleName
    self.ruleIndex = ruleIndex
    self.subject = subject.description(in: binding.key.namespace)
  }

  /// In the words of the RBAC authorizer; it writes the name before the namespace.
  package var description: String {
    let name =
      binding.namespace.isEmpty
      ? "ClusterRoleBinding \(GoText.quoted(binding.name))"
      : "RoleBinding \(GoText.quoted("\(binding.name)/\(binding.namespace)"))"
    return "\(name) of \(roleKind) \(GoText.quoted(roleName)) to \(subject)"
  }
}

extension RoleSubject {
  fileprivate func description(in bindingNamespace: String) -> String {
    guard kind == "ServiceAccount" else { return "\(kind) \(GoText.quoted(name))" }
    let home = namespace.isEmpty ? bindingNamespace : namespace
    return "\(kind) \(GoText.quoted("\(name)/\(home)"))"
  }
}
