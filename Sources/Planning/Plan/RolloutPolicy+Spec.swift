import PhysicsResources
import Rollout

extension RolloutPolicy {
  /// The policy that a spec asks for; without a router, steps that pods cannot express are played as the nearest that they can.
  init(_ spec: PhysicsAPISpec) {
    let rollout = spec.rollout
    let isImmediate = rollout.strategy == .immediate
    self.init(
      steps: Self.steps(rollout, router: spec.routing.router),
      analysis: AnalysisPolicy(spec),
      bake: isImmediate ? .zero : rollout.bake,
      drain: rollout.drain,
      progressDeadline: rollout.progressDeadline,
      onFailure: rollout.onFailure == .pause ? .pause : .rollBack,
      isPaused: spec.paused
    )
  }

  /// Blue-green is a canary with a preview for its only step; an immediate rollout has none.
  private static func steps(_ rollout: RolloutSpec, router: Router) -> [RolloutStep] {
    switch rollout.strategy {
    case .canary: steps(rollout.steps, router: router)
    case .blueGreen: [preview(rollout.blueGreen)]
    case .immediate: []
    }
  }

  private static func preview(_ spec: BlueGreenSpec) -> RolloutStep {
    let hold = spec.autoPromote ? RolloutStep.Hold.time(spec.previewHold) : .manual
    return RolloutStep(weight: 0, hold: hold, provision: .full)
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
