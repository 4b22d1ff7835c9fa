import APIMachinery
import JSON

/// A RoleBinding or ClusterRoleBinding as authorization reads it.
struct RoleBinding: Hashable, Sendable {
  let key: ObjectKey
  let roleKind: String
  let roleName: String
  let subjects: [RoleSubject]

  init(_ object: APIObject) {
    key = object.key
    roleKind = object.json["roleRef"]?["kind"]?.stringValue ?? ""
    roleName = object.json["roleRef"]?["name"]?.stringValue ?? ""
    subjects = object.json["subjects"]?.arrayValue?.map(RoleSubject.init) ?? []
  }

  /// The first of the subjects that a user is.
  func subject(for user: UserInfo) -> RoleSubject? {
    subjects.first { $0.means(user, in: key.namespace) }
  }
}

/// Somebody whom a binding names.
struct RoleSubject: Hashable, Sendable {
  let kind: String
  let name: String
  let namespace: String

  init(_ json: JSONValue) {
    kind = json["kind"]?.stringValue ?? ""
    name = json["name"]?.stringValue ?? ""
    namespace = json["namespace"]?.stringValue ?? ""
  }

  /// A ServiceAccount without a namespace is one of the binding's own.
  func means(_ user: UserInfo, in bindingNamespace: String) -> Bool {
    switch kind {
    case "User": return user.name == name
    case "Group": return user.groups.contains(name)
    case "ServiceAccount":
      let home = namespace.isEmpty ? bindingNamespace : namespace
      return !home.isEmpty && user.name == "\(UserInfo.serviceAccountPrefix)\(home):\(name)"
    case _: return false
    }
  }
}
