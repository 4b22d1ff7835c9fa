import Rollout

/// What the traffic switch of a service says.
struct RouteReading: Hashable {
  /// The canary's share in percent that is written down; 0 while there is no switch yet.
  var written: Int
  /// The same when the router has acknowledged it, or the endpoints show it; `nil` while it is under way.
  var accepted: Int?
  /// What keeps shares from being written.
  var problem: RouteProblem?
  /// Whether `written` is neither ours nor what we found: somebody else has changed it since the last pass.
  var isRewritten = false
}
