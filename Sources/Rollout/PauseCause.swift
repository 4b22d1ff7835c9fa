/// Why a rollout stands still.
package enum PauseCause: Hashable, Sendable {
  /// `spec.paused`; over as soon as the spec says so.
  case spec
  /// A `pause` verb.
  case request
  /// The step's hold is `Manual`.
  case manualHold
  /// Too few requests for too long.
  case insufficientEvidence
  /// No readable metrics for too long.
  case providerDown
  /// The router did not accept the weight in time.
  case trafficUnverified
  /// The route cannot take the weight, or somebody else keeps writing it.
  case route(RouteProblem)
  /// `maxReplicas` is below what the load needs; over as soon as it is not.
  case capacityBelowDemand(String)
  /// What the spec depends on could not be read for too long; over as soon as it can.
  case specUnreadable(String)
  /// Neither a pass nor a failure for too long, for changing reasons.
  case noVerdict
  /// The stable revision is sick, and was before the canary had any weight.
  case stableUnhealthy(String)
  /// There was no room for the canary's pods; its weight is 0.
  case noCapacity(String)
  /// A check failed and the policy is to pause; the canary's weight is 0.
  case analysisFailed(Finding)

  /// Whether the canary's pods wait without traffic.
  package var takesTrafficAway: Bool {
    switch self {
    case .spec, .request, .manualHold, .insufficientEvidence, .providerDown, .trafficUnverified,
      .route, .capacityBelowDemand, .specUnreadable, .noVerdict:
      false
    case .noCapacity, .analysisFailed, .stableUnhealthy: true
    }
  }
}
