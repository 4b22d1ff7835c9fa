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
    var (state, facts) = (state, facts)
    var news: [Transition] = []
    if facts.pinIsOver, let pin = state.pin {
      state.pin = nil
      news.append(.unpinned(pin))
    }
    // A verb that has no use here is answered, not silently dropped.
    if let verb = facts.verb, let why = facts.refusal(of: verb, in: state) {
      facts.verb = nil
      news.append(.ignored(verb, why))
    }
    let engine = RolloutEngine(state: state, facts: facts, policy: policy, now: now)
    var decision = engine.decide()
    decision.transitions += news
    decision.waits = engine.waits(in: decision.state)
    decision.wakeAt = decision.waits.map(\.deadline).filter { $0 > now }.min()
    return decision
  }

  private func decide() -> RolloutDecision {
    if facts.verb == .undo, case .pin(let pin) = facts.undo { return set(pin) }
    return switch state.phase {
    case .initializing(let candidate, let since): bringUp(candidate, since: since)
    case .steady: rest(after: nil)
    case .rolledBack(let rejection): rest(after: rejection)
    case .progressing(let canary): proceed(with: canary)
    case .paused(let canary, let cause): standStill(canary, because: cause)
    case .promoting(let promotion): finish(promotion)
    case .rollingBack(let retreat): finish(retreat)
    }
  }

  /// What the spec asks for is another revision from the next pass on; the phase follows from that.
  private func set(_ pin: Pin) -> RolloutDecision {
    var decision = hold(waitingFor: "revision \(pin.revision) is asked for by `undo`")
    decision.state.pin = pin
    decision.transitions = [.pinned(pin)]
    return decision
  }

  /// The same state: nothing moves.
  func hold(waitingFor: String?) -> RolloutDecision {
    RolloutDecision(state: state, waitingFor: waitingFor)
  }

  /// A move to another phase.
  func move(
    to phase: RolloutPhase,
    _ transitions: Transition...,
    waitingFor: String? = nil
  ) -> RolloutDecision {
    var next = state
    next.phase = phase
    return RolloutDecision(state: next, transitions: transitions, waitingFor: waitingFor)
  }
}

extension RolloutFacts {
  /// Why a verb means nothing now; `nil` when it does.
  fileprivate func refusal(of verb: RolloutVerb, in state: RolloutState) -> String? {
    let mayRetry =
      suspension != nil || state.rejected.contains { .revision($0.revision) == desired }
    switch state.phase.answer(to: verb, mayRetry: mayRetry) {
    case .refuses(let why): return why
    case .does:
      guard verb == .undo else { return nil }
      switch undo {
      case .refused(let why): return why
      case nil: return "there is no revision to go back to"
      case .pin: return nil
      }
    }
  }
}
