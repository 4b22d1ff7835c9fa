import Time

/// No canary in flight.
extension RolloutEngine {
  func bringUp(_ candidate: RevisionID, since: Timestamp) -> RolloutDecision {
    // Nothing serves yet, so a newer revision replaces the first one at once.
    if case .revision(let desired) = facts.desired, desired != candidate {
      return move(to: .initializing(candidate: desired, since: now), .started(desired))
    }
    switch facts.capacity {
    case .enough:
      var decision = move(to: .steady, .becameReady(candidate))
      decision.state.stable = candidate
      return decision
    case .comingUp:
      return hold(
        waitingFor: "the pods of the first revision have to become ready",
        until: degradation(since: since)
      )
    case .noRoom(let why):
      return hold(
        waitingFor: "there is no room for the pods of \(candidate): \(why)",
        until: degradation(since: since)
      )
    }
  }

  /// When waiting for the first revision becomes worth an alarm; `nil` when it is that already.
  private func degradation(since: Timestamp) -> Timestamp? {
    let deadline = since + policy.progressDeadline
    return now < deadline ? deadline : nil
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
    return start(desired)
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

  private func start(_ revision: RevisionID) -> RolloutDecision {
    let canary = Canary.starting(revision, under: policy, at: now)
    return move(
      to: .progressing(canary),
      .started(revision),
      wakeAt: now + policy.progressDeadline,
      waitingFor: "pods of \(revision) are coming up"
    )
  }
}
