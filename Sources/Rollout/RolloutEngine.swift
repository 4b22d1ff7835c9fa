package import Time

/// Decides the next move from values alone: no clock, no client, no randomness.
///
/// One pass makes at most one move. The caller journals the returned state before it acts on it; every guard is judged again from fresh
/// facts in the next pass, so a crash between the two costs nothing.
package struct RolloutEngine {
  let state: RolloutState
  let facts: RolloutFacts
  let policy: RolloutPolicy
  let now: Timestamp

  package static func decide(
    _ state: RolloutState,
    given facts: RolloutFacts,
    under policy: RolloutPolicy,
    at now: Timestamp
  ) -> RolloutDecision {
    var facts = facts
    let desired = state.rejected.filter { .revision($0.revision) == facts.desired }
    guard let verb = facts.verb, !state.phase.accepts(verb, rejected: desired) else {
      return RolloutEngine(state: state, facts: facts, policy: policy, now: now).decide()
    }
    // A verb that has no use here is answered, not silently dropped.
    facts.verb = nil
    let engine = RolloutEngine(state: state, facts: facts, policy: policy, now: now)
    var decision = engine.decide()
    let why = "it does not apply while \(state.phase.inWords)"
    decision.transitions.append(.ignored(verb, why))
    return decision
  }

  private func decide() -> RolloutDecision {
    switch state.phase {
    case .initializing(let candidate, let since): bringUp(candidate, since: since)
    case .steady: rest(after: nil)
    case .rolledBack(let rejection): rest(after: rejection)
    case .progressing(let canary): proceed(with: canary)
    case .paused(let canary, let cause): standStill(canary, because: cause)
    case .promoting(let promotion): finish(promotion)
    case .rollingBack(let retreat): finish(retreat)
    }
  }

  /// The same state: nothing moves.
  func hold(waitingFor: String?, until wakeAt: Timestamp? = nil) -> RolloutDecision {
    RolloutDecision(
      state: state,
      wakeAt: wakeAt,
      waitingFor: waitingFor
    )
  }

  /// A move to another phase.
  func move(
    to phase: RolloutPhase,
    _ transitions: Transition...,
    wakeAt: Timestamp? = nil,
    waitingFor: String? = nil
  ) -> RolloutDecision {
    var next = state
    next.phase = phase
    return RolloutDecision(
      state: next,
      transitions: transitions,
      wakeAt: wakeAt,
      waitingFor: waitingFor
    )
  }
}

extension RolloutPhase {
  /// The verbs that mean something here; the others are answered with an event.
  ///
  /// - Parameter rejected: the rejections of the revision that the spec asks for.
  package func accepts(_ verb: RolloutVerb, rejected: [Rejection]) -> Bool {
    switch self {
    case .initializing, .promoting, .rollingBack: false
    case .steady, .rolledBack: verb == .retry && !rejected.isEmpty
    case .progressing: [.abort, .pause, .promote, .promoteFull].contains(verb)
    case .paused(_, .spec): [.abort, .pause, .promote, .promoteFull].contains(verb)
    case .paused: [.abort, .resume, .promote, .promoteFull].contains(verb)
    }
  }

  /// `while …`.
  package var inWords: String {
    switch self {
    case .initializing: "the first revision is coming up"
    case .steady: "no rollout is in flight"
    case .progressing: "the rollout is progressing"
    case .paused: "the rollout is paused"
    case .promoting: "the canary is being promoted"
    case .rollingBack: "the canary is being rolled back"
    case .rolledBack: "the last rollout is rolled back"
    }
  }
}
