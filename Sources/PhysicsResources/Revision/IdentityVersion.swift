/// The rules under which a revision's identity was taken; a revision keeps the rules that it was born under.
///
/// A record with a version that this list does not have was written by a newer operator: it must be left as it is.
package enum IdentityVersion: Int, CaseIterable, Hashable, Sendable {
  case v1 = 1

  /// What new revisions are born under.
  package static let current = IdentityVersion.v1

  var baselines: [Baseline] {
    switch self {
    case .v1: Baseline.v1
    }
  }
}
