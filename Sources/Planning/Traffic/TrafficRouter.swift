import PhysicsResources
import Rollout

/// One way to split user traffic between the stable revision and a canary: a further one (an Ingress controller, a mesh) is one more type.
///
/// A router knows where a share is written and who acknowledges it, never which share is right.
protocol TrafficRouter {
  var kind: Router { get }
  /// Whether the number of pods is the share: then Service `<name>` is the switch, and what the canary runs is ours to scale.
  var splitsByPods: Bool { get }
  /// The object of the user's that it changes, if it is one of these.
  var reference: RouteReference? { get }
  /// What the switch says in a state.
  func reading(in state: RolloutState) -> RouteReading
  /// The objects of ours that carry the share, or lead users to the service.
  func children(_ change: WeightChange, from factory: ChildFactory) -> [DesiredChild]
  /// The changes of objects of the user's.
  func patches(_ change: WeightChange) -> [PlannedAction]
  /// What has to be remembered of such an object after a change, to put it back; `nil` when it is as the user left it.
  func original(after change: WeightChange) -> OriginalWeights?
}

extension TrafficRouter {
  var reference: RouteReference? { nil }
  func patches(_ change: WeightChange) -> [PlannedAction] { [] }
  func original(after change: WeightChange) -> OriginalWeights? { nil }
}
