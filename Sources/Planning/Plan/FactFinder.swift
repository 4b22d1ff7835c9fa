import APIMachinery
import PhysicsResources
import Rollout
import Time

/// Reduces an observation to what the rollout engine decides on.
struct FactFinder {
  let planner: Planner
  let traffic: TrafficPlanner

  private var view: ServiceView { planner.view }
  private var observation: Observation { planner.observation }

  func facts(for state: RolloutState) -> RolloutFacts {
    let capacity = CapacityPlanner(view: view, state: state, router: traffic.router)
    let reading = traffic.reading(in: state)
    return RolloutFacts(
      desired: desired,
      capacity: capacity.capacity(under: planner.policy),
      canaryReadyPods: view.readyEndpoints("-canary").count,
      stableReadyPods: view.readyEndpoints("-stable").count,
      traffic: RolloutFacts.Traffic(
        acceptedWeight: reading.accepted,
        written: reading.written,
        stableLeadsTo: stableLeadsTo(state),
        measured: traffic.router.splitsByPods ? nil : observation.measuredShare,
        problem: reading.problem,
        isReplaced: Routers.isReplaced(for: view, in: state)
      ),
      verdict: look(in: state).verdict,
      podHealth: podHealth(in: state),
      baseline: baseline,
      latePods: unready(in: state) { $0 >= planner.policy.progressDeadline / 2 },
      startingPods: unready(in: state) { $0 < planner.policy.progressDeadline / 2 },
      capacityBelowDemand: Demand(view: view).belowDemand,
      canaryIsSilent: observation.canaryIsSilent,
      suspension: suspension,
      desiredWasPromoted: desiredWasPromoted,
      pinIsOver: planner.book.pinIsOver,
      undo: undo,
      verb: verb
    )
  }

  private var desired: RolloutFacts.Desired {
    switch planner.book.desired {
    case .known(let record), .new(let record, _): .revision(record.id)
    case .unknown(let obstacle): .unknown(obstacle.sentence)
    }
  }

  private func stableLeadsTo(_ state: RolloutState) -> RevisionID? {
    Roles(state).stable.flatMap { revision in
      ["-stable", ""].allSatisfy { view.leads($0, onlyTo: revision) } ? revision : nil
    }
  }

  /// The verdict on the canary, and the checks that it stands on.
  func look(in state: RolloutState) -> (verdict: Verdict, checks: [CheckOutcome]) {
    // An immediate rollout is judged by the health of its pods alone.
    let isJudged = observation.resource.spec.rollout.strategy != .immediate
    switch state.phase {
    case .progressing, .paused:
      return isJudged
        ? Judge.look(at: observation.evidence, under: planner.policy.analysis)
        : (.pass(.zero), [])
    case .initializing, .steady, .promoting, .rollingBack, .rolledBack:
      return (.notJudged, [])
    }
  }

  /// How stable does, if enough of its requests were counted to tell.
  private var baseline: Baseline {
    let policy = planner.policy.analysis
    guard !observation.isStableAwaited else { return .awaited }
    guard let evidence = observation.stableEvidence, let share = evidence.baseline,
      share.requests >= policy.minimumRequests
    else { return .unknown }
    return Judge.baselineFinding(on: evidence, under: policy).map(Baseline.sick) ?? .healthy
  }

  private func podHealth(in state: RolloutState) -> Rollout.Finding? {
    switch state.phase {
    case .progressing(let canary), .paused(let canary, _):
      podHealth(of: canary.revision, since: canary.enteredAt)
    case .promoting(let promotion):
      switch promotion.stage {
      case .repointing(let since): podHealth(of: promotion.revision, since: since)
      case .shifting, .draining: nil
      }
    case .initializing, .steady, .rollingBack, .rolledBack:
      nil
    }
  }

  private func podHealth(of revision: RevisionID, since: Timestamp) -> Rollout.Finding? {
    PodHealth.finding(
      on: view.pods(of: revision).map { PodStatus($0).fact },
      since: since,
      at: observation.now
    )
  }

  /// The canary's pods that have a node and are not ready, by how long they have existed.
  private func unready(in state: RolloutState, _ isOfAge: (Duration) -> Bool) -> Int {
    guard case .progressing(let canary) = state.phase else { return 0 }
    return view.pods(of: canary.revision).count { pod in
      let status = PodStatus(pod)
      guard status.readySince == nil, status.unschedulable == nil, !status.fact.isLeaving else {
        return false
      }
      return isOfAge(observation.now - (pod.creationTimestamp ?? observation.now))
    }
  }

  /// How the desired revision fared when stable was sick as well, from the history: the last rollouts in a row that ended so.
  private var suspension: Suspension? {
    guard case .revision(let desired) = desired else { return nil }
    let own = observation.resource.status.history.filter { $0.revision == desired.hash }
    let last = own.reversed().prefix { $0.outcome == .suspended }
    return last.first?.finishedAt.map { Suspension(count: last.count, at: $0) }
  }

  private var desiredWasPromoted: Bool {
    guard case .revision(let desired) = desired else { return false }
    return observation.resource.status.history.contains {
      $0.revision == desired.hash && $0.outcome == .promoted
    }
  }

  private var undo: UndoTarget? {
    guard verb == .undo else { return nil }
    let requests = observation.resource.pendingRequests.requests
    guard case .undo(let revision)? = requests.first?.verb else { return nil }
    return planner.undoChoice.target(revision)
  }

  /// Requests on a resource without a status come from a restored backup: they are recorded, not carried out.
  private var verb: Rollout.RolloutVerb? {
    guard observation.resource.status.phase != nil else { return nil }
    return observation.resource.pendingRequests.requests.first.map {
      Rollout.RolloutVerb($0.verb)
    }
  }
}

extension Rollout.RolloutVerb {
  init(_ verb: PhysicsResources.RolloutVerb) {
    switch verb {
    case .promote: self = .promote
    case .promoteFull: self = .promoteFull
    case .pause: self = .pause
    case .resume: self = .resume
    case .retry: self = .retry
    case .abort: self = .abort
    case .undo: self = .undo
    }
  }
}
