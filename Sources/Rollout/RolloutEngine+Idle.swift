import Time

/// No canary in flight.
extension RolloutEngine {
  func bringUp(_ candidate: RevisionID, since: Timestamp) -> RolloutDecision {
    if case .revision(let desired) = facts.desired, desired != candidate {
      // Users are served already: what they have is not taken away for a revision that nobody has seen.
      if facts.traffic.stableLeadsTo == candidate { return becomeStable(candidate) }
      return move(to: .initializing(candidate: desired, since: now), .started(desired))
    }
    switch facts.capacity {
    case .enough:
      return becomeStable(candidate)
    case .comingUp:
      return hold(waitingFor: "the pods of the first revision have to become ready")
    case .noRoom(let why):
      return hold(waitingFor: "there is no room for the pods of \(candidate): \(why)")
    }
  }

  private func becomeStable(_ candidate: RevisionID) -> RolloutDecision {
    var decision = move(to: .steady, .becameReady(candidate))
    decision.state.stable = candidate
    return decision
  }

  /// Steady or rolled back: looks for a new revision to start.
  func rest(after rejection: Rejection?) -> RolloutDecision {
    guard case .revision(let desired) = facts.desired else {
      return hold(waitingFor: unknownDesired)
    }
    if desired == state.stable {
      return rejection == nil ? hold(waitingFor: nil) : move(to: .steady)
    }
    if state.hasRejected(desired) { return restOnRejected(desired) }
    guard !policy.isPaused else {
      return hold(waitingFor: "revision \(desired) waits: spec.paused is true")
    }
    return restOnSuspended(desired) ?? start(desired)
  }

  var unknownDesired: String? {
    if case .unknown(let why) = facts.desired { why } else { nil }
  }

  private func restOnRejected(_ revision: RevisionID) -> RolloutDecision {
    guard facts.verb == .retry else {
      return hold(
        waitingFor: "revision \(revision) was rejected: change spec.workload, or ask for a retry"
      )
    }
    // Under `spec.paused` it is forgiven now and starts later.
    var decision = policy.isPaused ? move(to: .steady) : start(revision)
    decision.state.rejected.removeAll { $0.revision == revision }
    decision.transitions = [.retried(revision)]
    return decision
  }

  /// A revision that was taken back because stable was sick starts again after a healthy window; `nil` to start it now.
  private func restOnSuspended(_ revision: RevisionID) -> RolloutDecision? {
    guard let suspension = facts.suspension else { return nil }
    if facts.verb == .retry {
      var decision = start(revision)
      decision.transitions = [.retried(revision)]
      return decision
    }
    guard suspension.count < Suspension.limit else {
      return hold(
        waitingFor:
          "revision \(revision) was suspended \(suspension.count) times because stable was "
          + "sick as well; mend that and ask for a retry"
      )
    }
    if let finding = facts.baseline.finding {
      return hold(waitingFor: "stable has to recover first: \(finding.message)")
    }
    guard now >= suspension.at + policy.analysis.window else {
      return hold(waitingFor: "revision \(revision) starts again after a window without trouble")
    }
    return nil
  }

  private func start(_ revision: RevisionID) -> RolloutDecision {
    var canary = Canary.starting(revision, under: policy, at: now)
    // What served all users before need not prove itself step by step.
    if state.pin?.revision == revision, facts.desiredWasPromoted {
      canary = canary.moving(to: .full, under: policy, at: now)
    }
    return move(
      to: .progressing(canary),
      .started(revision),
      waitingFor: "pods of \(revision) are coming up"
    )
  }
}
