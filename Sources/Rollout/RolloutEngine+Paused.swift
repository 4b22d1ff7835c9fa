import Time

/// A canary that stands still.
extension RolloutEngine {
  func standStill(_ given: Canary, because cause: PauseCause) -> RolloutDecision {
    if let exit = leave(given) { return exit }
    // Its pods were found sick before; only a verb gives them another chance.
    if !cause.isAnalysisFailure, let exit = leaveSickPods(given) { return exit }
    let canary = realigned(given)
    switch facts.verb {
    case .promote: return advance(canary, from: cause)
    case .promoteFull: return enter(.full, canary)
    case .resume: return cause == .manualHold ? advance(canary) : resume(canary)
    case .pause: return pause(canary, .request)
    case .retry, .abort, nil: break
    }
    if isOver(cause, for: canary) { return resume(canary) }
    guard !cause.takesTrafficAway else { return hold(waitingFor: cause.sentence) }
    // A paused canary still takes traffic, so it is still judged; only advancing stops.
    switch weigh(canary, mayPause: false) {
    case .left(let decision): return decision
    case .goOn(let judged):
      return move(to: .paused(judged, cause), waitingFor: cause.sentence)
    }
  }

  /// A canary that was sent back to weight 0 has to earn its present stop before the next one.
  private func advance(_ canary: Canary, from cause: PauseCause) -> RolloutDecision {
    cause.takesTrafficAway ? resume(canary) : advance(canary)
  }

  /// Whether what the canary stands still for is gone without anybody's word.
  private func isOver(_ cause: PauseCause, for canary: Canary) -> Bool {
    guard !policy.isPaused else { return false }
    return switch cause {
    case .spec: true
    case .manualHold: policy.hold(at: canary.stop) != .manual
    case .request, .insufficientEvidence, .providerDown, .trafficUnverified, .noCapacity,
      .analysisFailed:
      false
    }
  }

  /// The stop is entered anew: its deadline and its hold begin now.
  private func resume(_ canary: Canary) -> RolloutDecision {
    let again = canary.moving(to: canary.stop, under: policy, at: now)
    return move(
      to: .progressing(again),
      .resumed(canary.revision),
      wakeAt: now + policy.progressDeadline
    )
  }
}

extension PauseCause {
  fileprivate var isAnalysisFailure: Bool {
    switch self {
    case .analysisFailed: true
    case .spec, .request, .manualHold, .insufficientEvidence, .providerDown, .trafficUnverified,
      .noCapacity:
      false
    }
  }
}
