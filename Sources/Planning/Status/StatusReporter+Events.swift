import PhysicsResources
import Rollout

extension StatusReporter {
  /// One event per transition.
  var events: [PlannedEvent] {
    decision.transitions.map(PlannedEvent.init(telling:)) + forecastEvents
  }
}

extension PlannedEvent {
  init(_ transition: Transition) {
    switch transition {
    case .becameReady(let revision):
      self.init(.normal, "Ready", "revision \(revision) is ready and serves all requests")
    case .started(let revision):
      self.init(.normal, "RolloutStarted", "revision \(revision) is rolled out")
    case .movedOn(let revision, let weight):
      self.init(.normal, "StepEntered", "canary \(revision) goes to \(weight) %")
    case .weightAccepted(let revision, let weight):
      self.init(.normal, "WeightAccepted", "canary \(revision) has \(weight) % of the traffic")
    case .paused(let revision, let cause):
      self.init(.warning, "RolloutPaused", "canary \(revision): \(cause.sentence)")
    case .resumed(let revision):
      self.init(.normal, "RolloutResumed", "canary \(revision) goes on")
    case .promotionBegan(let revision):
      self.init(.normal, "PromotionStarted", "canary \(revision) becomes the stable revision")
    case .promoted(let revision):
      self.init(.normal, "Promoted", "revision \(revision) is the stable revision")
    case .retreatBegan(let revision, let cause):
      self.init(.warning, "RollbackStarted", "canary \(revision) gets weight 0: \(cause.sentence)")
    case .rolledBack(let rejection):
      self.init(
        .warning,
        "RolledBack",
        "revision \(rejection.revision) was rolled back: \(rejection.finding.message)"
      )
    case .withdrawn(let revision, let cause):
      self.init(.normal, "Withdrawn", "canary \(revision) was withdrawn: \(cause.sentence)")
    case .retried(let revision):
      self.init(.normal, "Retried", "revision \(revision) gets another chance")
    case .pinned(let pin):
      self.init(
        .normal,
        "Pinned",
        "`undo` goes back to revision \(pin.revision), although the spec names \(pin.over)"
      )
    case .unpinned(let pin):
      self.init(.normal, "Unpinned", "the spec moved on, so `undo` to \(pin.revision) is over")
    case .ignored(let verb, let why):
      self.init(.warning, "RequestIgnored", "\(verb.rawValue) was ignored: \(why)")
    }
  }
}

extension PlannedEvent {
  fileprivate init(telling transition: Transition) {
    self.init(transition)
    subject = transition.subject
  }
}

extension Transition {
  /// The revision, and the weight where a rollout has several events of one kind.
  fileprivate var subject: String {
    switch self {
    case .movedOn(let revision, let weight), .weightAccepted(let revision, let weight):
      "\(revision):\(weight)"
    case .becameReady(let revision), .started(let revision), .paused(let revision, _),
      .resumed(let revision), .promotionBegan(let revision), .promoted(let revision),
      .retreatBegan(let revision, _), .withdrawn(let revision, _), .retried(let revision):
      revision.hash
    case .rolledBack(let rejection): rejection.revision.hash
    case .pinned(let pin), .unpinned(let pin): pin.revision.hash
    case .ignored(let verb, _): verb.rawValue
    }
  }
}
