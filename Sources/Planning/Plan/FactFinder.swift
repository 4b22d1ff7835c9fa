import APIMachinery
import PhysicsResources
import Rollout

/// Reduces an observation to what the rollout engine decides on.
struct FactFinder {
  let planner: Planner
  let traffic: TrafficPlanner

  private var view: ServiceView { planner.view }
  private var observation: Observation { planner.observation }

  func facts(for state: RolloutState) -> RolloutFacts {
    let capacity = CapacityPlanner(view: view, state: state, router: traffic.router)
    return RolloutFacts(
      desired: desired,
      capacity: capacity.capacity(under: planner.policy),
      canaryReadyPods: view.readyEndpoints("-canary").count,
      stableReadyPods: view.readyEndpoints("-stable").count,
      traffic: RolloutFacts.Traffic(
        acceptedWeight: traffic.reading(in: state).accepted,
        stableLeadsTo: stableLeadsTo(state)
      ),
      verdict: verdict(in: state),
      podHealth: podHealth(in: state),
      verb: verb
    )
  }

  private var desired: RolloutFacts.Desired {
    if let why = Unsupported.sentence(observation.resource.spec) { return .unknown(why) }
    return switch planner.book.desired {
    case .known(let record), .new(let record, _): .revision(record.id)
    case .unknown(let why): .unknown(why)
    }
  }

  private func stableLeadsTo(_ state: RolloutState) -> RevisionID? {
    Roles(state).stable.flatMap { revision in
      ["-stable", ""].allSatisfy { view.leads($0, onlyTo: revision) } ? revision : nil
    }
  }

  private func verdict(in state: RolloutState) -> Verdict {
    // An immediate rollout is judged by the health of its pods alone.
    let isJudged = observation.resource.spec.rollout.strategy != .immediate
    switch state.phase {
    case .progressing, .paused:
      return isJudged
        ? Judge.verdict(on: observation.canaryEvidence, under: planner.policy.analysis)
        : .pass(ErrorShare(requests: 0, errors: 0))
    case .initializing, .steady, .promoting, .rollingBack, .rolledBack:
      return .notJudged
    }
  }

  private func podHealth(in state: RolloutState) -> Rollout.Finding? {
    switch state.phase {
    case .progressing(let canary), .paused(let canary, _):
      PodHealth.finding(
        on: view.pods(of: canary.revision).map { PodStatus($0).fact },
        since: canary.stageSince,
        at: observation.now
      )
    case .initializing, .steady, .promoting, .rollingBack, .rolledBack:
      nil
    }
  }

  /// Requests on a resource without a status come from a restored backup: they are recorded, not carried out.
  private var verb: Rollout.RolloutVerb? {
    guard observation.resource.status.phase != nil else { return nil }
    return observation.resource.pendingRequests.requests.first.flatMap {
      Rollout.RolloutVerb($0.verb)
    }
  }
}

extension Rollout.RolloutVerb {
  /// `nil` for verbs that this version does not carry out.
  init?(_ verb: PhysicsResources.RolloutVerb) {
    switch verb {
    case .promote: self = .promote
    case .promoteFull: self = .promoteFull
    case .pause: self = .pause
    case .resume: self = .resume
    case .retry: self = .retry
    case .abort: self = .abort
    case .undo: return nil
    }
  }
}
