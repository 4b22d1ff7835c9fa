import PhysicsResources
import Rollout
import Time

/// Keeps the stable revision at what the whole load needs while a canary has a share of it, and some time after.
///
/// Without it the autoscaler would shrink stable as soon as its share falls, and a rollback would have to wait for pods.
struct RolloutFloorKeeper {
  /// After the last reason: the autoscaler's scale-down window, then as long as it may take to act.
  private static let margin = Duration.seconds(120)

  let previous: RolloutFloor?
  let window: Duration
  let now: Timestamp

  /// The floor after this pass; `nil` when there is none any more.
  func next(for revision: RevisionID, demand: Int, isNeeded: Bool) -> RolloutFloor? {
    if isNeeded {
      let replicas = max(previous?.replicas ?? 0, demand)
      return RolloutFloor(revision: revision.hash, replicas: replicas, until: nil)
    }
    guard let previous else { return nil }
    let until = previous.until ?? now + window + Self.margin
    guard now < until else { return nil }
    return RolloutFloor(revision: revision.hash, replicas: previous.replicas, until: until)
  }
}
