import APIMachinery
import PhysicsResources
import Rollout

extension ConditionReporter {
  /// Whether the router does what was written, and what keeps it from being written.
  func traffic(_ report: StatusReporter) -> Condition? {
    guard report.state.stable != nil else { return nil }
    if let problem = report.children.routeProblem {
      return condition(.trafficVerified, .no, problem.reason, problem.sentence)
    }
    guard let weight = report.facts.traffic.acceptedWeight else {
      let text =
        report.children.router == .none
        ? "the endpoints of the Service do not show the weights yet"
        : "the router has not acknowledged the weights yet"
      return condition(.trafficVerified, .unknown, report.word(for: .acceptance), text)
    }
    if report.facts.traffic.measured?.agrees(with: weight) == false {
      let text =
        "the router took weight \(weight), but the requests do not show it; "
        + "callers inside the cluster are not part of the split"
      return condition(.trafficVerified, .unknown, .shareNotMeasured, text)
    }
    return condition(
      .trafficVerified,
      .yes,
      .weightApplied,
      "the canary has \(weight) % of the traffic"
    )
  }
}
