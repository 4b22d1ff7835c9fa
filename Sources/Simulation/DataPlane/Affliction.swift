/// Something that makes pods answer 500, whatever their image does.
package enum Affliction: Hashable, Sendable {
  /// The pods of a revision, so many per cent of their answers.
  case revision(String, percent: Int)
  /// A dependency that all revisions share: it fails while a revision other than this one gets requests.
  case sharedDependency(healthyWith: String, percent: Int)

  /// The share of a revision's answers that are 500 by this.
  func errorShare(of revision: String, served: [String]) -> Double {
    switch self {
    case .revision(let sick, let percent): sick == revision ? Double(percent) / 100 : 0
    case .sharedDependency(let healthy, let percent):
      served.contains { $0 != healthy } ? Double(percent) / 100 : 0
    }
  }
}
