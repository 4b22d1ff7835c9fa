/// How the stable revision does while a canary is judged beside it.
package enum Baseline: Hashable, Sendable {
  /// Not measured, or too few requests to tell.
  case unknown
  /// Nobody has looked yet; the next readings will tell.
  case awaited
  case healthy
  /// Above the limits that the canary is held to.
  case sick(Finding)

  /// The finding against it, if there is one.
  package var finding: Finding? {
    switch self {
    case .unknown, .awaited, .healthy: nil
    case .sick(let finding): finding
    }
  }

  /// Whether a canary beside it may be given more of the traffic.
  package var allowsMore: Bool {
    switch self {
    case .unknown, .healthy: true
    case .awaited, .sick: false
    }
  }
}
