import PhysicsResources
import Rollout
import Time

/// Notices when somebody else writes the weights that we write: who undoes that at once is undone at once, for ever.
struct Rewrites {
  /// So long a rewrite counts; GitOps tools sync every three to five minutes, so two of them fall into it.
  static let window = Duration.seconds(600)
  /// So many make a route contested.
  static let limit = 2

  let status: TrafficStatus?
  let now: Timestamp

  /// Whether a share that was in force is another one, and neither what the last pass wrote nor what this one wants.
  func isRewritten(_ written: Int, wanted: Int) -> Bool {
    guard let status, status.accepted else { return false }
    return ![status.canaryWeight, status.written ?? 0, wanted].contains(written)
  }

  /// The rewrites that still count, the newest last.
  func all(with present: Bool) -> [Timestamp] {
    let past = (status?.rewrittenAt ?? []).filter { now < $0 + Self.window }
    return Array((present ? past + [now] : past).suffix(10))
  }
}
