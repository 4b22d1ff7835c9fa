import Rollout

/// Which revision plays which part in a phase.
struct Roles: Hashable {
  /// What `-stable` leads to.
  let stable: RevisionID?
  /// What `-canary` leads to; the stable revision at rest, never nothing.
  let canary: RevisionID?
  /// What the autoscaler and the budget of the service's own name are about.
  let scaled: RevisionID?
  /// The revision besides `scaled` that runs pods of its own; `nil` at rest.
  let second: RevisionID?

  init(_ state: RolloutState) {
    switch state.phase {
    case .initializing(let candidate, _):
      self.init(stable: candidate, canary: candidate, scaled: candidate, second: nil)
    case .steady, .rolledBack:
      self.init(stable: state.stable, canary: state.stable, scaled: state.stable, second: nil)
    case .progressing(let canary), .paused(let canary, _):
      self.init(inFlight: canary.revision, beside: state.stable)
    case .rollingBack(let retreat):
      self.init(inFlight: retreat.revision, beside: state.stable)
    case .promoting(let promotion):
      self.init(promotion, from: state.stable)
    }
  }

  private init(
    stable: RevisionID?,
    canary: RevisionID?,
    scaled: RevisionID?,
    second: RevisionID?
  ) {
    self.stable = stable
    self.canary = canary
    self.scaled = scaled
    self.second = second
  }

  private init(inFlight canary: RevisionID, beside stable: RevisionID?) {
    self.init(stable: stable, canary: canary, scaled: stable, second: canary)
  }

  /// While it drains, the old revision has no autoscaler any more and keeps the pods that it has.
  private init(_ promotion: Promotion, from old: RevisionID?) {
    let new = promotion.revision
    switch promotion.stage {
    case .repointing, .shifting:
      self.init(stable: new, canary: new, scaled: old, second: new)
    case .draining:
      self.init(stable: new, canary: new, scaled: new, second: nil)
    }
  }
}
