import APIMachinery
import JSON
import PhysicsResources
import Rollout

/// Writes the workload that serves back into the spec after a rollback, where the spec asks for that.
struct SpecRestorer {
  let planner: Planner
  let state: RolloutState

  private var resource: PhysicsAPI { planner.observation.resource }

  /// One patch that fails when anybody has edited the resource since; nothing while the rollback itself is not on record.
  var actions: [PlannedAction] {
    guard resource.status.phase == .rolledBack, let (stable, rejected) = revisions else {
      return []
    }
    let note = "writes the workload of revision \(stable.id) into spec.workload"
    return [
      PlannedAction(
        .patch(
          JSONPatch([
            .test(
              JSONPointer(["metadata", "resourceVersion"]),
              .string(resource.resourceVersion)
            ),
            .test(JSONPointer(["spec", "workload"]), resource.givenWorkload),
            .replace(JSONPointer(["spec", "workload"]), stable.workload),
          ]),
          note: note
        ),
        type: .physicsAPIs,
        key: resource.key,
        reason: "\(note): \(rejected) was rejected and spec.rollout.restoreSpec is true",
        changes: JSONDiff.changes(
          from: ["spec": ["workload": resource.givenWorkload]],
          to: ["spec": ["workload": stable.workload]]
        ),
        resourceVersion: resource.resourceVersion
      )
    ]
  }

  /// What the old workload does not bring back: content belongs to a revision as well.
  var remainder: String? {
    guard let (stable, _) = revisions, let rejected = planner.book.specified.record else {
      return nil
    }
    let changed =
      names(changedFrom: stable.configDigests, to: rejected.configDigests, "ConfigMap")
      + names(changedFrom: stable.secretDigests, to: rejected.secretDigests, "Secret")
    guard !changed.isEmpty else { return nil }
    return "spec.rollout.restoreSpec brings the workload of \(stable.id) back, but not what "
      + "\(changed.joined(separator: ", ")) held: with the present content it is a new revision"
  }

  /// The one that serves, and the rejected one that the spec still names.
  private var revisions: (stable: RevisionRecord, rejected: RevisionID)? {
    guard resource.spec.rollout.restoreSpec, case .rolledBack(let rejection) = state.phase,
      planner.book.specified.record?.id == rejection.revision,
      let stable = state.stable.flatMap({ planner.book[$0] }),
      stable.workload != resource.givenWorkload
    else { return nil }
    return (stable, rejection.revision)
  }

  private func names(
    changedFrom before: JSONObject,
    to after: JSONObject,
    _ kind: String
  ) -> [String] {
    before.filter { ![nil, $0.value].contains(after[$0.key]) }.map { "\(kind) \($0.key)" }
  }
}

extension ChildPlanner {
  var specRestorer: SpecRestorer { SpecRestorer(planner: planner, state: state) }
}
