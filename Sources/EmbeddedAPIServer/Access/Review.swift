import APIMachinery

/// The questions about access that are asked by creating an object which nobody stores.
enum Review: String, CaseIterable, Sendable {
  case selfSubjectAccess = "selfsubjectaccessreviews"
  case selfSubjectRules = "selfsubjectrulesreviews"
  case subjectAccess = "subjectaccessreviews"
  case localSubjectAccess = "localsubjectaccessreviews"
  case selfSubject = "selfsubjectreviews"
  case token = "tokenreviews"

  /// The review that a path names; `nil` for all other paths.
  init?(_ target: ResourceTarget) {
    guard let plural = target.plural, let review = Review(rawValue: plural),
      review.type.group == target.group, target.version == "v1", target.name == nil,
      review.type.isNamespaced == (target.namespace != nil)
    else { return nil }
    self = review
  }

  var type: ResourceType {
    switch self {
    case .selfSubjectAccess: Self.authorization("SelfSubjectAccessReview", rawValue)
    case .selfSubjectRules: Self.authorization("SelfSubjectRulesReview", rawValue)
    case .subjectAccess: Self.authorization("SubjectAccessReview", rawValue)
    case .localSubjectAccess:
      Self.authorization("LocalSubjectAccessReview", rawValue, isNamespaced: true)
    case .selfSubject: Self.authentication("SelfSubjectReview", rawValue)
    case .token: Self.authentication("TokenReview", rawValue)
    }
  }

  private static func authorization(
    _ kind: String,
    _ plural: String,
    isNamespaced: Bool = false
  ) -> ResourceType {
    ResourceType(
      group: "authorization.k8s.io",
      version: "v1",
      kind: kind,
      plural: plural,
      isNamespaced: isNamespaced
    )
  }

  private static func authentication(_ kind: String, _ plural: String) -> ResourceType {
    ResourceType(
      group: "authentication.k8s.io",
      version: "v1",
      kind: kind,
      plural: plural,
      isNamespaced: false
    )
  }
}
