package import APIMachinery
import JSON
import Time

extension EmbeddedAPIServer {
  /// A token for a ServiceAccount, as the kubelet gets one for a pod.
  package func issueToken(
    for account: ObjectKey,
    lifetime: Duration
  ) throws(APIStatus) -> String {
    try step { cluster throws(APIStatus) in
      try cluster.token(for: account, lifetime: lifetime).signed(with: cluster.access.tokenKey)
    }
  }
}

/// `serviceaccounts/{name}/token`, and the check of what it gave out.
extension Cluster {
  private static let defaultLifetimeSeconds = 3_600
  /// Ten minutes is the least, 2^32 seconds the most (`ValidateTokenRequest`).
  private static let lifetimeSeconds = 600...(1 << 32)

  /// Issues a token for a ServiceAccount, as `kubectl create token` asks for it.
  mutating func issueToken(
    _ request: APIRequest,
    for key: ObjectKey
  ) throws(APIStatus) -> Answer {
    var review = try request.plainBody()
    let spec = review["spec"] ?? .object([:])
    let seconds = spec["expirationSeconds"]?.intValue ?? Self.defaultLifetimeSeconds
    try Self.check(lifetimeSeconds: seconds)
    var token = try token(for: key, lifetime: .seconds(seconds))
    let audiences = spec["audiences"]?.arrayValue?.compactMap(\.stringValue) ?? []
    if !audiences.isEmpty { token.audiences = audiences }
    token.bound = try boundObject(spec["boundObjectRef"], of: key)
    review["kind"] = "TokenRequest"
    review["apiVersion"] = "authentication.k8s.io/v1"
    review["metadata"] = [
      "name": .string(key.name), "namespace": .string(key.namespace),
      "creationTimestamp": .string(now.rfc3339),
    ]
    review.updateOrCreate("spec") {
      $0["audiences"] = .array(token.audiences.map(JSONValue.string))
      $0["expirationSeconds"] = .integer(Int64(seconds))
    }
    review["status"] = [
      "token": .string(token.signed(with: access.tokenKey)),
      "expirationTimestamp": .string(token.expiresAt.rfc3339),
    ]
    return .json(review, status: 201)
  }

  /// A token for the API server itself.
  mutating func token(
    for account: ObjectKey,
    lifetime: Duration
  ) throws(APIStatus) -> ServiceAccountToken {
    guard let stored = catalog.resource(.serviceAccounts).flatMap({ object($0, account) }) else {
      throw .notFound(.serviceAccounts, name: account.name)
    }
    return ServiceAccountToken(
      account: account,
      accountUID: stored.uid,
      issuedAt: now.wholeSeconds,
      expiresAt: now.wholeSeconds + lifetime,
      id: identifiers.uid()
    )
  }

  private static func check(lifetimeSeconds seconds: Int) throws(APIStatus) {
    guard !lifetimeSeconds.contains(seconds) else { return }
    let error = FieldError.invalid(
      "spec.expirationSeconds",
      .integer(Int64(seconds)),
      seconds < lifetimeSeconds.lowerBound
        ? "may not specify a duration less than 10 minutes"
        : "may not specify a duration larger than 2^32 seconds"
    )
    throw APIStatus(
      code: 422,
      reason: "Invalid",
      message: "TokenRequest.authentication.k8s.io \"\" is invalid: \(error.message)",
      causes: [error.cause],
      kind: "TokenRequest",
      group: "authentication.k8s.io"
    )
  }

  private func boundObject(
    _ reference: JSONValue?,
    of account: ObjectKey
  ) throws(APIStatus) -> ServiceAccountToken.BoundObject? {
    guard let reference, !reference.isNull else { return nil }
    let kind = reference["kind"]?.stringValue ?? ""
    let version = reference["apiVersion"]?.stringValue ?? ""
    let types: [String: ResourceType] = ["Pod": .pods, "Secret": .secrets]
    guard version == "v1", let type = types[kind], let resource = catalog.resource(type) else {
      throw .badRequest("cannot bind token to object of type \(version), Kind=\(kind)")
    }
    let name = reference["name"]?.stringValue ?? ""
    let key = ObjectKey(namespace: account.namespace, name: name)
    guard let object = object(resource, key) else { throw .notFound(type, name: name) }
    let owner = object.spec["serviceAccountName"]?.stringValue ?? "default"
    guard type != .pods || owner == account.name else {
      throw .badRequest(
        "cannot bind token for serviceaccount \(GoText.quoted(account.name)) to pod running with "
          + "serviceaccount name \(GoText.quoted(owner))"
      )
    }
    let wanted = reference["uid"]?.stringValue ?? ""
    guard wanted.isEmpty || wanted == object.uid else {
      throw .conflict(
        type,
        name: name,
        "the UID in the bound object reference (\(wanted)) does not match the UID in record. The "
          + "object might have been deleted and then recreated"
      )
    }
    return ServiceAccountToken.BoundObject(kind: kind, name: name, uid: object.uid)
  }
}

extension Cluster {
  /// The ServiceAccount that a token proves; `nil` when the token is not ours, has expired, or speaks of what is gone.
  func serviceAccount(
    bearing text: String,
    audiences: [String] = [ServiceAccountToken.issuer]
  ) -> UserInfo? {
    guard let token = ServiceAccountToken(text, key: access.tokenKey), now < token.expiresAt,
      now >= token.issuedAt, token.audiences.contains(where: audiences.contains),
      isPresent(.serviceAccounts, token.account, uid: token.accountUID)
    else { return nil }
    var user = UserInfo.serviceAccount(
      namespace: token.account.namespace,
      name: token.account.name
    )
    user.uid = token.accountUID
    user.extra["authentication.kubernetes.io/credential-id"] = [.string("JTI=\(token.id)")]
    guard let bound = token.bound else { return user }
    let type = bound.kind == "Pod" ? ResourceType.pods : .secrets
    let key = ObjectKey(namespace: token.account.namespace, name: bound.name)
    guard isPresent(type, key, uid: bound.uid) else { return nil }
    if type == .pods {
      user.extra["authentication.kubernetes.io/pod-name"] = [.string(bound.name)]
      user.extra["authentication.kubernetes.io/pod-uid"] = [.string(bound.uid)]
    }
    return user
  }

  private func isPresent(_ type: ResourceType, _ key: ObjectKey, uid: String) -> Bool {
    catalog.resource(type).flatMap { object($0, key) }?.uid == uid
  }
}
