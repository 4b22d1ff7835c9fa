import APIMachinery
import JSON
import PhysicsResources

extension ScenarioCatalogue {
  private static var byAccident: LossAllowance {
    var allowance = LossAllowance.none
    allowance.accidents = true
    return allowance
  }

  static let accidents: [Scenario] = [
    Scenario(
      "canary's pods deleted during an abort",
      law: "the way back does not depend on them",
      allowing: byAccident,
      [.roll(to: "v2"), weight(25), .ask(.abort), .deletePods(.canary), rolledBack(to: "v1")]
    ),
    Scenario(
      "node drained at 100 %",
      law: "evictions are no failures, and budgets hold",
      [.roll(to: "v2"), weight(100), .drainNode, promoted("v2")]
    ),
    Scenario(
      "node drained at rest",
      law: "the budget is honoured, nothing is lost",
      [.drainNode, .during(.seconds(120), .phase(.steady))]
    ),
    Scenario(
      "node lost in mid-canary",
      law: "pods that nobody ended are no finding",
      // Kubernetes takes five minutes to give the pods of a lost node up.
      spec: [edit("rollout.progressDeadline", "10m")],
      allowing: byAccident,
      [.roll(to: "v2"), weight(25), .loseNode, promoted("v2")]
    ),
    Scenario(
      "operator replaced in mid-canary",
      law: "every wait and all evidence is in status",
      [.roll(to: "v2"), weight(25), .restart, weight(50), .restart, promoted("v2")]
    ),
    Scenario(
      "leader lost in mid-canary",
      law: "another operator goes on where the first one was",
      hasStandby: true,
      [.roll(to: "v2"), weight(25), .loseLeader, promoted("v2")]
    ),
  ]

  private static let refused: [(ResourceType, Int)] = [
    (.deployments, 422), (.horizontalPodAutoscalers, 403), (.podDisruptionBudgets, 422),
    (.controllerRevisions, 403), (.physicsAPIs, 403), (.services, 422),
  ]

  /// Whatever else is refused for ever, a bad canary loses its weight.
  static let refusals: [Scenario] = refused.map { type, code in
    Scenario(
      "writes of \(type.plural) refused for ever (\(code))",
      law: "weight 0 needs no other write",
      // Without a router a Service is the switch itself.
      routers: type == .services ? weighted : ScenarioRouter.allCases,
      [
        .roll(to: "v2"), weight(10), .refuse(type, code: code), .canarySick(percent: 30),
        .detect(.errors), .during(.seconds(120), .noWeight),
      ]
    )
  }
}
