/// How fast an HPA may move in one direction: `behavior.scaleUp` or `behavior.scaleDown` of autoscaling/v2.
package struct ScalingRules: Hashable, Sendable {
  package struct Policy: Hashable, Sendable {
    package enum Step: Hashable, Sendable {
      case pods(Int)
      case percent(Int)
    }

    package let step: Step
    /// The step counts against all changes within this long.
    package let period: Duration

    package init(_ step: Step, per period: Duration) {
      self.step = step
      self.period = period
    }
  }

  package enum Selection: Hashable, Sendable {
    /// The policy that allows the largest change.
    case max
    /// The policy that allows the smallest change.
    case min
    case disabled
  }

  package var stabilizationWindow: Duration
  package var selection: Selection
  package var policies: [Policy]

  package init(stabilizationWindow: Duration, selection: Selection, policies: [Policy]) {
    self.stabilizationWindow = stabilizationWindow
    self.selection = selection
    self.policies = policies
  }
}
