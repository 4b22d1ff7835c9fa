import APIMachinery
import JSON
import Transport

/// `kubectl auth can-i`, `can-i --list` and `whoami`, and the reviews that other servers ask for.
extension Cluster {
  /// `nil` for paths that are no review.
  mutating func answerReview(
    _ request: APIRequest,
    _ target: ResourceTarget
  ) throws(APIStatus) -> Answer? {
    guard let review = Review(target) else { return nil }
    guard request.request.method == .post else { throw .methodNotAllowed }
    var body = try request.plainBody()
    body["apiVersion"] = .string(review.type.apiVersion)
    body["kind"] = .string(review.type.kind)
    body.setDefault("metadata", .object([:]))
    let spec = body["spec"] ?? .object([:])
    switch review {
    case .selfSubjectAccess:
      body["status"] = try accessStatus(spec, review, for: request.caller)
    case .subjectAccess, .localSubjectAccess:
      try spec.checkSubject(review)
      body["status"] = try accessStatus(spec, review, for: UserInfo(reviewed: spec))
    case .selfSubjectRules:
      body["status"] = try rulesStatus(spec, for: request.caller)
    case .selfSubject:
      body["status"] = ["userInfo": request.caller.json]
    case .token:
      body["status"] = tokenStatus(spec)
    }
    return .json(body, status: 201)
  }

  private mutating func accessStatus(
    _ spec: JSONValue,
    _ review: Review,
    for user: UserInfo
  ) throws(APIStatus) -> JSONValue {
    guard let request = AccessRequest(reviewed: spec) else {
      let error = FieldError.invalid(
        "spec.resourceAttributes",
        spec["nonResourceAttributes"] ?? .null,
        "exactly one of nonResourceAttributes or resourceAttributes must be specified"
      )
      throw .invalidReview(review, error)
    }
    let decision = decide(request, for: user)
    var status: JSONValue = ["allowed": .bool(decision.isAllowed)]
    if !decision.reason.isEmpty { status["reason"] = .string(decision.reason) }
    return status
  }

  private mutating func rulesStatus(
    _ spec: JSONValue,
    for user: UserInfo
  ) throws(APIStatus) -> JSONValue {
    guard let namespace = spec["namespace"]?.stringValue, !namespace.isEmpty else {
      throw .badRequest("no namespace on request")
    }
    let (rules, problems) = rules(for: user, in: namespace)
    var status: JSONValue = [
      "resourceRules": .array(rules.filter { !$0.resources.isEmpty }.map(\.json)),
      "nonResourceRules": .array(rules.filter { !$0.nonResourceURLs.isEmpty }.map(\.json)),
      "incomplete": false,
    ]
    if !problems.isEmpty {
      status["evaluationError"] = .string(AccessPolicy.aggregate(problems))
    }
    return status
  }

  private mutating func rules(
    for user: UserInfo,
    in namespace: String
  ) -> ([PolicyRule], problems: [String]) {
    switch access.settings.authorization {
    case .rbac: accessPolicy().rules(for: user, in: namespace)
    case .alwaysAllow:
      (
        [
          PolicyRule(apiGroups: ["*"], resources: ["*"], verbs: ["*"]),
          PolicyRule(nonResourceURLs: ["*"], verbs: ["*"]),
        ], []
      )
    }
  }

  private func tokenStatus(_ spec: JSONValue) -> JSONValue {
    let token = spec["token"]?.stringValue ?? ""
    let wanted = spec["audiences"]?.arrayValue?.compactMap(\.stringValue) ?? []
    let audiences = wanted.isEmpty ? [ServiceAccountToken.issuer] : wanted
    let user =
      access.settings.user(bearing: token)
      ?? serviceAccount(bearing: token, audiences: audiences)
    guard let user else {
      return ["user": .object([:]), "error": "invalid bearer token"]
    }
    return [
      "authenticated": true, "user": user.json,
      "audiences": .array(audiences.map(JSONValue.string)),
    ]
  }
}

extension AccessRequest {
  /// What a review asks about; `nil` unless it is exactly one thing.
  fileprivate init?(reviewed spec: JSONValue) {
    switch (spec["resourceAttributes"], spec["nonResourceAttributes"]) {
    case (let resource?, nil):
      let text = { (field: String) in resource[field]?.stringValue ?? "" }
      self.init(
        verb: text("verb"),
        target: .resource(
          ResourceAttributes(
            group: text("group"),
            version: text("version"),
            resource: text("resource"),
            subresource: text("subresource"),
            namespace: text("namespace"),
            name: text("name")
          )
        )
      )
    case (nil, let path?):
      self.init(
        verb: path["verb"]?.stringValue ?? "",
        target: .path(path["path"]?.stringValue ?? "")
      )
    case (.some, .some), (nil, nil): return nil
    }
  }
}

extension UserInfo {
  /// Whom a `SubjectAccessReview` asks about.
  fileprivate init(reviewed spec: JSONValue) {
    self.init(
      name: spec["user"]?.stringValue ?? "",
      uid: spec["uid"]?.stringValue ?? "",
      groups: spec["groups"]?.arrayValue?.compactMap(\.stringValue) ?? [],
      extra: spec["extra"]?.objectValue ?? [:]
    )
  }
}

extension JSONValue {
  fileprivate func checkSubject(_ review: Review) throws(APIStatus) {
    guard self["user"]?.stringValue?.isEmpty ?? true,
      self["groups"]?.arrayValue?.isEmpty ?? true
    else { return }
    let error = FieldError.invalid(
      "spec.user",
      "",
      "at least one of user or group must be specified"
    )
    throw .invalidReview(review, error)
  }
}

extension APIStatus {
  fileprivate static func invalidReview(_ review: Review, _ error: FieldError) -> APIStatus {
    let type = review.type
    return APIStatus(
      code: 422,
      reason: "Invalid",
      message: "\(type.kind).\(type.group) \"\" is invalid: \(error.message)",
      causes: [error.cause],
      kind: type.kind,
      group: type.group
    )
  }
}
