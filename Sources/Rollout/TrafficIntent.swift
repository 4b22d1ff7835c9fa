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
  /// Only a canary on its way to a stop may be given more: a weight that somebody lowered meanwhile is not raised again behind their
  /// back, and none is raised beside a stable revision that is sick itself or was not looked at yet, unless somebody asked for it.
  package init(
    _ phase: RolloutPhase,
    under policy: RolloutPolicy,
    baseline: Baseline = .unknown
  ) {
    switch phase {
    case .initializing, .steady, .rollingBack, .rolledBack:
      self.init(canaryWeight: 0, mayRaise: false)
    case .progressing(let canary):
      let isCleared = canary.isForced || baseline.allowsMore
      let isRaising = canary.stage == .raising(since: canary.stage.since)
      self.init(
        canaryWeight: canary.weight,
        mayRaise: isRaising && isCleared && !policy.isPaused
      )
    case .paused(let canary, let cause):
      self.init(canaryWeight: cause.takesTrafficAway ? 0 : canary.weight, mayRaise: false)
    case .promoting(let promotion):
      switch promotion.stage {
      case .repointing: self.init(canaryWeight: 100, mayRaise: false)
      case .shifting, .draining: self.init(canaryWeight: 0, mayRaise: false)
      }
    }
  }
}
