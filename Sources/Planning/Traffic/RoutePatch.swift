import APIMachinery
import JSON

/// A change of a few fields of an object that is not ours, as an action.
struct RoutePatch {
  let route: WeightedRoute
  let patch: JSONPatch

  func action(
    reason: String,
    urgency: PlannedAction.Urgency,
    prerequisites: [ActionID]
  ) -> PlannedAction {
    let after = (try? patch.apply(to: route.object.json)) ?? route.object.json
    return PlannedAction(
      .patch(patch, note: "only these weights; a change of the route in between refuses the patch"),
      type: route.reference.type,
      key: route.object.key,
      reason: reason,
      changes: JSONDiff.changes(from: route.object.json, to: after),
      resourceVersion: route.object.resourceVersion,
      urgency: urgency,
      prerequisites: prerequisites
    )
  }
}
