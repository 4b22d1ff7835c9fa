/// How the stable revision does while a canary is judged beside it.
package enum Baseline: Hashable, Sendable {
  /// Not measured, or too few requests to tell.
  case unknown
  case healthy
  /// Above the limits that the canary is held to.
  case sick(Finding)

  /// The finding against it, if there is one.
  package var finding: Finding? {
    switch self {
    case .unknown, .healthy: nil
    case .sick(let finding): finding
    }
  }
}
