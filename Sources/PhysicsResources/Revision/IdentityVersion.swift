/// The rules under which a revision's identity was taken; a revision keeps the rules that it was born under.
///
/// A record with a version that this list does not have was written by a newer operator: it must be left as it is.
package enum IdentityVersion: Int, CaseIterable, Hashable, Sendable {
  case v1 = 1
  /// The content of `trackSecrets`, and of the ConfigMaps that `podTemplate` reads, counts as well.
  case v2 = 2

  /// The newest that this operator knows.
  package static let current = IdentityVersion.v2

  /// Whether the content of Secrets and of what `podTemplate` reads is part of the identity.
  package var readsPodTemplateAndSecrets: Bool {
    switch self {
    case .v1: false
    case .v2: true
    }
  }

  var baselines: [Baseline] {
    switch self {
    case .v1, .v2: Baseline.v1
    }
  }
}
