import PhysicsResources
import Rollout

extension RolloutPolicy {
  /// The policy that a spec asks for; without a router, steps that pods cannot express are played as the nearest that they can.
  init(_ spec: PhysicsAPISpec) {
    let rollout = spec.rollout
    let isImmediate = rollout.strategy == .immediate
    self.init(
      steps: isImmediate ? [] : Self.steps(rollout.steps, router: spec.routing.router),
      analysis: AnalysisPolicy(spec),
      bake: isImmediate ? .zero : rollout.bake,
      drain: rollout.drain,
      progressDeadline: rollout.progressDeadline,
      onFailure: rollout.onFailure == .pause ? .pause : .rollBack,
      isPaused: spec.paused
    )
  }

  private static func steps(_ steps: [StepSpec], router: Router) -> [RolloutStep] {
    let largest = router == .none ? PodRatio.largestShare : 100
    return steps.map { step in
      let hold: RolloutStep.Hold =
        switch step.hold {
        case .manual: .manual
        case .lasting(let length): .time(length)
        }
      return RolloutStep(weight: min(step.weight, largest), hold: hold)
    }
  }
}
