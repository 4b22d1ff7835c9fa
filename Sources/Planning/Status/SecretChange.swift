import JSON
import PhysicsResources
import Rollout

/// Says of a rollout that a Secret changes in it: unlike a ConfigMap it has no copy to go back to.
struct SecretChange {
  let planner: Planner
  let state: RolloutState

  /// `nil` when no tracked Secret tells the two revisions in question apart.
  var sentence: String? {
    guard let stable = state.stable, let other, let before = planner.book[stable],
      let after = record(of: other)
    else { return nil }
    let changed = after.secretDigests
      .filter { ![nil, $0.value].contains(before.secretDigests[$0.key]) }
      .map(\.key)
    guard !changed.isEmpty else { return nil }
    let names = changed.joined(separator: ", ")
    return "the change of Secret \(names) cannot be rolled back: "
      + "pods of \(stable) that start from now on read it as well"
  }

  private var other: RevisionID? {
    switch state.phase {
    case .progressing(let canary), .paused(let canary, _): canary.revision
    case .rollingBack(let retreat): retreat.revision
    case .rolledBack(let rejection): rejection.revision
    case .initializing, .steady, .promoting: nil
    }
  }

  private func record(of revision: RevisionID) -> RevisionRecord? {
    planner.book[revision]
      ?? planner.book.desiredRecord.flatMap { $0.id == revision ? $0 : nil }
  }
}
