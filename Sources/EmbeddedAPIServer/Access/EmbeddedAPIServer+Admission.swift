import APIMachinery
import Transport

extension EmbeddedAPIServer {
  /// Finds out who asks and whether they may; the answer says whom it is from.
  ///
  /// Where everything is allowed and nobody shows credentials, this looks at the names of the headers and no further.
  func admit(_ request: APIRequest) throws(APIStatus) -> APIRequest {
    var request = request
    let settings = configuration.access
    switch settings.authorization {
    case .alwaysAllow where !request.showsCredentials:
      guard settings.admitsAnonymous else { throw .unauthorized }
    case .alwaysAllow, .rbac:
      request.caller = try step { cluster throws(APIStatus) in try cluster.admit(request) }
    }
    guard request.request.body.count <= APIRequest.bodyBytesMax else { throw .tooLarge }
    return request
  }

  /// Tells the auditor what has been decided.
  func reportDecisions() {
    guard let onDecision = configuration.onDecision else { return }
    for record in step({ $0.access.takeRecords() }) { onDecision(record) }
  }
}

extension Cluster {
  fileprivate mutating func admit(_ request: APIRequest) throws(APIStatus) -> UserInfo {
    let person = try authenticate(request)
    let user = try impersonation(of: request, by: person) ?? person
    let attributes = AccessRequest(request)
    guard case .denied(let reason) = authorize(attributes, for: user) else { return user }
    throw .forbidden(attributes, to: user, reason)
  }

  /// A client certificate counts before a token; a token that nobody knows is refused even where strangers are welcome.
  private func authenticate(_ request: APIRequest) throws(APIStatus) -> UserInfo {
    if let identity = request.request.clientIdentity { return UserInfo(identity) }
    if let token = request.bearerToken {
      let known = access.settings.user(bearing: token) ?? serviceAccount(bearing: token)
      guard let known else { throw .unauthorized }
      return known
    }
    guard access.settings.admitsAnonymous else { throw .unauthorized }
    return .anonymous
  }
}

extension APIRequest {
  /// Whether anything in the request says who sends it.
  fileprivate var showsCredentials: Bool {
    request.clientIdentity != nil
      || request.headers.fields.contains { field in
        switch field.name.utf8.first {
        case UInt8(ascii: "a"), UInt8(ascii: "A"): field.name.lowercased() == "authorization"
        case UInt8(ascii: "i"), UInt8(ascii: "I"):
          field.name.lowercased().hasPrefix("impersonate-")
        case .some, nil: false
        }
      }
  }

  /// The token of `Authorization: Bearer …`; other schemes are not looked at.
  fileprivate var bearerToken: String? {
    let parts = request.headers["authorization"]?.split(separator: " ") ?? []
    guard parts.count == 2, parts[0].lowercased() == "bearer" else { return nil }
    return String(parts[1])
  }
}
