/// How a rollout proceeds, as the user asked for it.
package struct RolloutPolicy: Hashable, Sendable {
  package enum FailurePolicy: Hashable, Sendable {
    case rollBack
    /// Weight 0, pods kept, wait for a verb.
    case pause
  }

  /// In order of weight; a final step of 100 % that lasts `bake` is implied.
  package var steps: [RolloutStep]
  package var analysis: AnalysisPolicy
  package var bake: Duration
  /// From verified weight 0 to scaling down.
  package var drain: Duration
  package var progressDeadline: Duration
  package var onFailure: FailurePolicy
  /// Stops advancing and new revisions, never a rollback.
  package var isPaused: Bool

  package init(
    steps: [RolloutStep],
    analysis: AnalysisPolicy,
    bake: Duration,
    drain: Duration,
    progressDeadline: Duration,
    onFailure: FailurePolicy,
    isPaused: Bool
  ) {
    self.steps = steps
    self.analysis = analysis
    self.bake = bake
    self.drain = drain
    self.progressDeadline = progressDeadline
    self.onFailure = onFailure
    self.isPaused = isPaused
  }

  /// The canary's share at a stop.
  package func weight(at stop: Canary.Stop) -> Int {
    switch stop {
    case .step(let index) where steps.indices.contains(index): steps[index].weight
    case .step, .full: 100
    }
  }

  /// The share of all requests, in percent, that a canary needs pods for: its weight, or everything behind a preview.
  package func capacityShare(of canary: Canary) -> Int {
    switch canary.stop {
    case .step(let index) where steps.indices.contains(index):
      switch steps[index].provision {
      case .share: canary.weight
      case .full: 100
      }
    case .step, .full: canary.weight
    }
  }

  package func hold(at stop: Canary.Stop) -> RolloutStep.Hold {
    switch stop {
    case .step(let index) where steps.indices.contains(index): steps[index].hold
    case .step, .full: .time(bake)
    }
  }

  /// The stop after this one; `nil` after the last, when promotion follows.
  package func stop(after stop: Canary.Stop) -> Canary.Stop? {
    switch stop {
    case .step(let index) where steps.indices.contains(index + 1): .step(index + 1)
    case .step: .full
    case .full: nil
    }
  }

  /// The first stop whose weight is at least `weight`: where a rollout goes on after its steps were edited.
  package func firstStop(withAtLeast weight: Int) -> Canary.Stop {
    steps.firstIndex { $0.weight >= weight }.map(Canary.Stop.step) ?? .full
  }
}
