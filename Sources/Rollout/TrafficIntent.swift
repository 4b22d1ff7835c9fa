/// Where a phase wants the canary's share of traffic to be.
package struct TrafficIntent: Hashable, Sendable {
  /// Percent.
  package let canaryWeight: Int
  /// Whether the share may go up in this pass; going down needs no permission.
  package let mayRaise: Bool

  package init(canaryWeight: Int, mayRaise: Bool) {
    self.canaryWeight = canaryWeight
    self.mayRaise = mayRaise
  }

  /// The intent of a phase under a policy.
  ///
  /// A paused rollout keeps what it has, but a weight that somebody lowered meanwhile is not raised again behind their back.
  package init(_ phase: RolloutPhase, under policy: RolloutPolicy) {
    switch phase {
    case .initializing, .steady, .rollingBack, .rolledBack:
      self.init(canaryWeight: 0, mayRaise: false)
    case .progressing(let canary):
      self.init(canaryWeight: canary.weight, mayRaise: !policy.isPaused)
    case .paused(let canary, let cause):
      self.init(canaryWeight: cause.takesTrafficAway ? 0 : canary.weight, mayRaise: false)
    case .promoting(let promotion):
      switch promotion.stage {
      case .repointing: self.init(canaryWeight: 100, mayRaise: true)
      case .shifting, .draining: self.init(canaryWeight: 0, mayRaise: false)
      }
    }
  }
}
