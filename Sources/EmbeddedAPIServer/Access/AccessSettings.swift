/// Who is let in, and what they may do.
package struct AccessSettings: Sendable {
  package enum Authorization: String, Sendable, CaseIterable {
    case alwaysAllow = "AlwaysAllow"
    /// By the stored Roles and their bindings.
    case rbac = "RBAC"
  }

  package var authorization: Authorization
  /// The token of the administrator, a member of `system:masters`.
  package var administratorToken: String?
  package var tokens: [StaticToken]
  /// Whether client certificates can be shown: then strangers are strangers.
  package var acceptsCertificates: Bool
  /// Signs the tokens of ServiceAccounts; derived from the seed where it is `nil`.
  package var tokenKey: [UInt8]?
  /// Whether `cluster-admin`, `edit`, `view` and their like are there from the start; `nil`: under RBAC.
  package var installsDefaultRoles: Bool?
  /// Whether the admission plugin OwnerReferencesPermissionEnforcement is on, as OpenShift has it.
  package var enforcesOwnerReferences: Bool

  package init(
    authorization: Authorization = .alwaysAllow,
    administratorToken: String? = nil,
    tokens: [StaticToken] = [],
    acceptsCertificates: Bool = false,
    tokenKey: [UInt8]? = nil,
    installsDefaultRoles: Bool? = nil,
    enforcesOwnerReferences: Bool = false
  ) {
    self.authorization = authorization
    self.administratorToken = administratorToken
    self.tokens = tokens
    self.acceptsCertificates = acceptsCertificates
    self.tokenKey = tokenKey
    self.installsDefaultRoles = installsDefaultRoles
    self.enforcesOwnerReferences = enforcesOwnerReferences
  }

  /// Whether somebody without credentials is let in.
  ///
  /// Where everything is allowed, nobody may come without the credentials that there are: kube-apiserver turns anonymous access off
  /// under `AlwaysAllow`. With no credentials at all everyone is welcome.
  var admitsAnonymous: Bool {
    switch authorization {
    case .rbac: true
    case .alwaysAllow: administratorToken == nil && tokens.isEmpty && !acceptsCertificates
    }
  }

  /// The user of a token that the server was started with.
  func user(bearing token: String) -> UserInfo? {
    if token == administratorToken { return .administrator }
    return tokens.first { $0.token == token }?.user
  }
}
