import APIMachinery
import PhysicsResources
import Rollout

extension ConditionReporter {
  /// Whether the router does what was written, and what keeps it from being written.
  func traffic(_ report: StatusReporter) -> Condition? {
    guard report.state.stable != nil else { return nil }
    if let (reason, message) = report.children.routeProblem.map(words) {
      return condition(.trafficVerified, .no, reason, message)
    }
    guard let weight = report.facts.traffic.acceptedWeight else {
      let text = "the router has not acknowledged the weights yet"
      return condition(.trafficVerified, .unknown, .weightNotVerified, text)
    }
    return condition(
      .trafficVerified,
      .yes,
      .weightApplied,
      "the canary has \(weight) % of the traffic"
    )
  }

  private func words(_ problem: RouteProblem) -> (ConditionReason, String) {
    switch problem {
    case .apiMissing:
      let router = observation.resource.spec.routing.router
      let group = router == .traefik ? "traefik.io/v1alpha1" : "gateway.networking.k8s.io/v1"
      return (
        .routeAPIMissing,
        "the cluster does not serve \(group); install it, or set spec.routing.router to None"
      )
    case .missing(let sentence): return (.routeMissing, sentence)
    case .foreign(let sentence): return (.routeForeignOwner, sentence)
    case .contested:
      return (
        .routeContested,
        "somebody else wrote the weights of the route twice within 10 minutes; make him leave "
          + "spec.rules[].backendRefs[].weight alone, and resume"
      )
    }
  }
}
