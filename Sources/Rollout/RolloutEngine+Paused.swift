import Time

/// A canary that stands still.
extension RolloutEngine {
  func standStill(_ given: Canary, because cause: PauseCause) -> RolloutDecision {
    if let exit = leave(given) { return exit }
    // Its pods were found sick before; only a verb gives them another chance.
    if !cause.isAnalysisFailure, let exit = leaveSickPods(given) { return exit }
    let canary = realigned(given)
    switch facts.verb {
    case .promote: return advance(forced(canary), from: cause)
    case .promoteFull: return enter(.full, forced(canary))
    case .resume: return cause == .manualHold ? advance(canary) : resume(canary, from: cause)
    case .pause: return pause(given, .request)
    case .retry, .undo, .abort, nil: break
    }
    if isOver(cause, for: canary) { return resume(canary, from: cause) }
    guard !cause.takesTrafficAway else { return hold(waitingFor: cause.sentence) }
    // A paused canary still takes traffic, so it is still judged; only advancing stops.
    switch weigh(given, mayPause: false) {
    case .left(let decision): return decision
    case .goOn(let judged):
      return move(to: .paused(judged, cause), waitingFor: cause.sentence)
    }
  }

  /// A canary that was sent back to weight 0 has to earn its present stop before the next one.
  private func advance(_ canary: Canary, from cause: PauseCause) -> RolloutDecision {
    cause.takesTrafficAway ? resume(canary, from: cause) : advance(canary)
  }

  /// Whether what the canary stands still for is gone without anybody's word.
  private func isOver(_ cause: PauseCause, for canary: Canary) -> Bool {
    guard !policy.isPaused else { return false }
    return switch cause {
    case .spec: true
    case .manualHold: policy.hold(at: canary.stop) != .manual
    case .capacityBelowDemand: facts.capacityBelowDemand == nil
    case .specUnreadable: unknownDesired == nil
    case .route(let problem): !problem.needsAWord && facts.traffic.problem == nil
    case .request, .insufficientEvidence, .providerDown, .trafficUnverified, .noVerdict,
      .stableUnhealthy, .noCapacity, .analysisFailed:
      false
    }
  }

  /// The stop is entered anew: its deadline and its hold begin now, and after a failure its evidence too.
  private func resume(_ canary: Canary, from cause: PauseCause) -> RolloutDecision {
    var again = canary.moving(to: canary.stop, under: policy, at: now)
    if cause.takesTrafficAway { again.judgedSince = now }
    return move(to: .progressing(again), .resumed(canary.revision))
  }
}

extension PauseCause {
  fileprivate var isAnalysisFailure: Bool {
    switch self {
    case .analysisFailed: true
    case .spec, .request, .manualHold, .insufficientEvidence, .providerDown, .trafficUnverified,
      .route, .capacityBelowDemand, .specUnreadable, .noVerdict, .stableUnhealthy, .noCapacity:
      false
    }
  }
}
