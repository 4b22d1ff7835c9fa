package import JSON
import Transport

/// Who makes a request, as authentication found out.
package struct UserInfo: Hashable, Sendable {
  package var name: String
  /// Empty unless the authenticator knows one.
  package var uid: String
  package var groups: [String]
  /// Further facts, each a list of texts: `authentication.kubernetes.io/pod-name`.
  package var extra: JSONObject

  package init(name: String, uid: String = "", groups: [String] = [], extra: JSONObject = [:]) {
    self.name = name
    self.uid = uid
    self.groups = groups
    self.extra = extra
  }
}

extension UserInfo {
  /// Members may do anything, whatever the roles say.
  package static let privilegedGroup = "system:masters"
  static let authenticatedGroup = "system:authenticated"
  static let unauthenticatedGroup = "system:unauthenticated"

  /// Whoever shows no credentials.
  package static let anonymous = UserInfo(
    name: "system:anonymous",
    groups: [unauthenticatedGroup]
  )

  /// The bearer of the server's own token.
  static let administrator = UserInfo(
    name: "kubernetes-admin",
    groups: [privilegedGroup, authenticatedGroup]
  )

  /// The user that a ServiceAccount is.
  package static func serviceAccount(namespace: String, name: String) -> UserInfo {
    UserInfo(
      name: "\(serviceAccountPrefix)\(namespace):\(name)",
      groups: [
        "system:serviceaccounts", "system:serviceaccounts:\(namespace)", authenticatedGroup,
      ]
    )
  }

  /// The subject of a verified client certificate.
  init(_ identity: ClientIdentity) {
    self.init(
      name: identity.commonName,
      groups: identity.organizations + [Self.authenticatedGroup]
    )
  }

  static let serviceAccountPrefix = "system:serviceaccount:"

  var isPrivileged: Bool { groups.contains(Self.privilegedGroup) }

  /// As `TokenReview` and `SelfSubjectReview` show a user.
  var json: JSONValue {
    var json: JSONValue = ["username": .string(name)]
    if !uid.isEmpty { json["uid"] = .string(uid) }
    if !groups.isEmpty { json["groups"] = .array(groups.map(JSONValue.string)) }
    if !extra.isEmpty { json["extra"] = .object(extra) }
    return json
  }
}
