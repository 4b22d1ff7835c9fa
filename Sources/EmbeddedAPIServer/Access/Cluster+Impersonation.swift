import APIMachinery
import JSON
import Transport

/// `kubectl --as`: requests in the name of somebody else (`endpoints/filters/impersonation.go`).
extension Cluster {
  /// Whom the request wants to be taken for; `nil` when it does not.
  ///
  /// Each part of the disguise needs the right to `impersonate` it.
  mutating func impersonation(
    of request: APIRequest,
    by person: UserInfo
  ) throws(APIStatus) -> UserInfo? {
    let wish = Impersonation(request.request.headers)
    guard let name = wish.user else {
      guard wish.isEmpty else { throw .impersonatingNobody }
      return nil
    }
    var user = UserInfo(name: name, uid: wish.uid, groups: wish.groups, extra: wish.extra)
    let account = name.serviceAccountName
    if let account, wish.groups.isEmpty {
      user.groups = UserInfo.serviceAccount(namespace: account.namespace, name: account.name).groups
    }
    for attributes in wish.attributes(account: account) {
      let asked = AccessRequest(verb: "impersonate", target: .resource(attributes))
      guard case .denied(let reason) = authorize(asked, for: person) else { continue }
      throw .forbidden(asked, to: person, reason)
    }
    let general =
      name == UserInfo.anonymous.name
      ? UserInfo.unauthenticatedGroup : UserInfo.authenticatedGroup
    let known = [UserInfo.authenticatedGroup, UserInfo.unauthenticatedGroup]
    if !user.groups.contains(where: known.contains) { user.groups.append(general) }
    return user
  }
}

/// What the `Impersonate-*` headers ask for.
private struct Impersonation {
  var user: String?
  var uid = ""
  var groups: [String] = []
  var extra: JSONObject = [:]

  private static let extraPrefix = "impersonate-extra-"

  init(_ headers: HTTPHeaders) {
    for field in headers.fields {
      let name = field.name.lowercased()
      switch name {
      case "impersonate-user": user = field.value.isEmpty ? nil : field.value
      case "impersonate-uid": uid = field.value
      case "impersonate-group": groups.append(field.value)
      case _ where name.hasPrefix(Self.extraPrefix):
        let key = PercentDecoding.decode(name.dropFirst(Self.extraPrefix.count))
        let values = extra[key]?.arrayValue ?? []
        extra[key] = .array(values + [.string(field.value)])
      case _: continue
      }
    }
  }

  var isEmpty: Bool { user == nil && uid.isEmpty && groups.isEmpty && extra.isEmpty }

  /// What has to be allowed, part by part.
  func attributes(account: ObjectKey?) -> [ResourceAttributes] {
    var list: [ResourceAttributes] = []
    if let account {
      list.append(
        ResourceAttributes(
          group: "",
          version: "v1",
          resource: "serviceaccounts",
          namespace: account.namespace,
          name: account.name
        )
      )
    } else if let user {
      list.append(ResourceAttributes(group: "", version: "v1", resource: "users", name: user))
    }
    list += groups.map {
      ResourceAttributes(group: "", version: "v1", resource: "groups", name: $0)
    }
    for entry in extra {
      for value in entry.value.arrayValue ?? [] {
        var attributes = Self.authentication("userextras", value.stringValue ?? "")
        attributes.subresource = entry.key
        list.append(attributes)
      }
    }
    if !uid.isEmpty { list.append(Self.authentication("uids", uid)) }
    return list
  }

  private static func authentication(_ resource: String, _ name: String) -> ResourceAttributes {
    ResourceAttributes(
      group: "authentication.k8s.io",
      version: "v1",
      resource: resource,
      name: name
    )
  }
}

extension String {
  /// The ServiceAccount that a user name means; `nil` for other users.
  fileprivate var serviceAccountName: ObjectKey? {
    guard hasPrefix(UserInfo.serviceAccountPrefix) else { return nil }
    let parts = dropFirst(UserInfo.serviceAccountPrefix.count).split(
      separator: ":",
      omittingEmptySubsequences: false
    )
    guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else { return nil }
    return ObjectKey(namespace: String(parts[0]), name: String(parts[1]))
  }
}

extension APIStatus {
  fileprivate static let impersonatingNobody = APIStatus(
    code: 500,
    reason: "InternalError",
    message:
      "Internal Server Error: requested groups, a uid or extra fields without impersonating a user"
  )
}
