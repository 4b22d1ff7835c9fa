import APIMachinery
import JSON
import PhysicsResources
import Rollout
import Time

/// Writes down what was decided and what was seen.
struct StatusReporter {
  let planner: Planner
  let before: RolloutState
  let decision: RolloutDecision
  let facts: RolloutFacts
  /// What the verdict in `facts` stands on.
  let checks: [CheckOutcome]
  let children: ChildPlanner.Result

  var observation: Observation { planner.observation }
  var previous: PhysicsAPIStatus { observation.resource.status }
  var state: RolloutState { decision.state }
  var now: Timestamp { observation.now }

  /// The status to write; the previous one when nothing but the number of ready pods is new.
  var status: PhysicsAPIStatus {
    let next = current
    return next.withoutGauges == previous.withoutGauges ? previous : next
  }

  private var current: PhysicsAPIStatus {
    var status = previous
    status.observedGeneration = observation.resource.generation
    status.phase = phase
    status.message = message
    status.stable = state.stable.map(stableStatus)
    status.canary = canaryStatus
    status.traffic = trafficStatus
    status.pause = pauseStatus
    status.pin = pinStatus
    status.waits = waits
    status.analysis = analysisStatus
    status.floors = children.rolloutFloor.map { [$0] } ?? []
    status.forecast = forecastStatus
    status.rejected = state.rejected.map(RejectedRevision.init)
    status.history = history
    recordHandledRequest(in: &status)
    status.conditions = ConditionReporter(observation: observation).conditions(
      following: previous.conditions,
      in: self
    )
    return status
  }

  /// The one word for people and scripts.
  var phase: PhysicsAPIPhase {
    switch state.phase {
    case .initializing(_, let since):
      now >= since + planner.policy.progressDeadline ? .degraded : .initializing
    case .steady: isServing ? .steady : .degraded
    case .progressing(let canary): canary.stop == .full ? .baking : .progressing
    case .paused: .paused
    case .promoting: .promoting
    case .rollingBack: .rollingBack
    case .rolledBack: .rolledBack
    }
  }

  /// At rest although the spec asks for something else.
  var isWaitingToStart: Bool {
    phase == .steady && facts.desired != state.stable.map { .revision($0) }
  }

  /// Whether the router was asked long ago to send nothing more to a place and has not said that it does.
  ///
  /// Nothing else can be done about it: the pods stay as long as they may get a request.
  var isOverdue: Bool {
    decision.waits.contains { $0.reason == .withdrawal && now >= $0.deadline }
  }

  private var isServing: Bool {
    facts.stableReadyPods > 0 || state.stable.map(planner.view.readyReplicas) ?? 0 > 0
  }

  var message: String {
    if let conflict = children.conflicts.first { return conflict.sentence }
    if let refusal = observation.refusals.first {
      return "\(refusal.action) was refused: \(refusal.message)"
    }
    let sentence = PhaseSentence(state: state, decision: decision, policy: planner.policy).text
    let more = [
      SpecRestorer(planner: planner, state: state).remainder,
      SecretChange(planner: planner, state: state).sentence,
    ]
    return ([sentence] + more.compactMap(\.self)).joined(separator: "; ")
  }

  private func stableStatus(_ revision: RevisionID) -> StableStatus {
    var status = StableStatus()
    status.revision = revision.hash
    status.image = image(of: revision)
    status.deployment = planner.view.deployment(of: revision)?.name ?? ""
    status.readyReplicas = planner.view.readyReplicas(of: revision)
    return status
  }

  private func image(of revision: RevisionID) -> String {
    planner.book[revision]?.image
      ?? planner.book.desiredRecord.flatMap { $0.id == revision ? $0.image : nil } ?? ""
  }

  private var canaryStatus: CanaryStatus? {
    guard var status = CanaryStatus(state.phase) else { return nil }
    let revision = RevisionID(status.revision)
    status.image = image(of: revision)
    status.deployment = planner.view.deployment(of: revision)?.name ?? ""
    status.readyReplicas = planner.view.readyReplicas(of: revision)
    return status
  }

  private var pauseStatus: PauseStatus? {
    guard case .paused(let canary, let cause) = state.phase else { return nil }
    var pause = PauseStatus()
    pause.reason = cause.word
    pause.resumesAs = canary.stop == .full ? .baking : .progressing
    pause.at = previous.pause.flatMap { $0.reason == pause.reason ? $0.at : nil } ?? now
    return pause
  }

  private var pinStatus: PinStatus? {
    state.pin.map { pin in
      var status = PinStatus()
      (status.revision, status.over) = (pin.revision.hash, pin.over.hash)
      return status
    }
  }

  private var waits: [WaitStatus] {
    decision.waits.map { WaitStatus(word(for: $0.reason), since: $0.since, deadline: $0.deadline) }
  }

  /// Without a router no route has to be accepted: the endpoints of the Service are the switch.
  func word(for reason: Wait.Reason) -> ConditionReason {
    switch reason {
    case .acceptance, .withdrawal: children.router == .none ? .endpointsOutdated : reason.word
    case .firstRevision, .capacity, .measuredShare, .hold, .requests, .metrics, .verdict, .spec,
      .stableHealth, .suspension, .repointing, .drain:
      reason.word
    }
  }

  private func recordHandledRequest(in status: inout PhysicsAPIStatus) {
    let pending = observation.resource.pendingRequests.requests
    // What comes with an empty status is from a backup; otherwise one at a time.
    for request in previous.phase == nil ? pending[...] : pending.prefix(1) {
      if request.verb == .abort {
        status.lastHandledAbort = request.token
      } else {
        status.lastHandledRequest = request.token
      }
    }
  }
}

extension PhysicsAPIStatus {
  /// Without what changes by itself all the time and is read elsewhere.
  fileprivate var withoutGauges: PhysicsAPIStatus {
    var status = self
    status.stable?.readyReplicas = 0
    status.canary?.readyReplicas = 0
    return status
  }
}
