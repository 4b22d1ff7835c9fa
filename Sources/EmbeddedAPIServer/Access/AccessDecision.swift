/// Whether a request may be made.
package enum AccessDecision: Hashable, Sendable {
  /// By a rule; `nil` where no rule was needed: members of `system:masters`, and everyone under `AlwaysAllow`.
  case allowed(by: AccessGrant?)
  /// No rule allows it; the reason is empty unless some role could not be resolved.
  case denied(reason: String)

  package var isAllowed: Bool {
    switch self {
    case .allowed: true
    case .denied: false
    }
  }

  /// As `SubjectAccessReview` tells it.
  var reason: String {
    switch self {
    case .allowed(let grant): grant.map { "RBAC: allowed by \($0.description)" } ?? ""
    case .denied(let reason): reason
    }
  }
}

/// One decision of authorization: a line of the access audit.
package struct AccessRecord: Hashable, Sendable {
  package let user: String
  package let request: AccessRequest
  package let decision: AccessDecision

  package init(user: String, request: AccessRequest, decision: AccessDecision) {
    self.user = user
    self.request = request
    self.decision = decision
  }
}
