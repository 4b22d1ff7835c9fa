import Time

/// The verdict of this pass, entered into the canary's record.
extension RolloutEngine {
  enum Weighing {
    case goOn(Canary)
    case left(RolloutDecision)
  }

  /// - Parameter mayPause: false while the canary stands still already: then nothing is waited for.
  func weigh(_ given: Canary, mayPause: Bool = true) -> Weighing {
    var canary = given
    let wasCounted = count(in: &canary)
    noteWaits(in: &canary, mayWait: mayPause)
    switch facts.verdict {
    case .pass:
      return .goOn(canary)
    case .fail(let finding):
      if wasCounted { canary.record.failures += 1 }
      let isOverLimit = canary.record.failures > policy.analysis.failureLimit
      return isOverLimit ? .left(fail(canary, finding)) : .goOn(canary)
    case .baselineSick(let finding):
      guard canary.isForced || facts.traffic.written == 0 else {
        return .left(suspend(canary, finding))
      }
      return mayPause ? waitedForVerdict(canary) : .goOn(canary)
    case .insufficient, .notJudged:
      return mayPause ? waitedForRequests(canary) : .goOn(canary)
    case .providerDown:
      return mayPause ? waitedForMetrics(canary) : .goOn(canary)
    }
  }

  /// Notes when the look was taken; says whether it counts as a check.
  ///
  /// Without tolerance for failures the first bad look is the last: waiting for the interval to pass would only lose requests.
  private func count(in canary: inout Canary) -> Bool {
    let due = canary.record.lastCheckAt.map { now >= $0 + policy.analysis.interval } ?? true
    let counts = due || (policy.analysis.failureLimit == 0 && facts.verdict.isFail)
    if counts, facts.verdict != .notJudged { canary.record.lastCheckAt = now }
    return counts
  }

  /// Notes what is missing since when; a new kind of lack ends the old one, but not the clock of them all.
  private func noteWaits(in canary: inout Canary, mayWait: Bool) {
    let before = canary.record
    canary.record.insufficientSince = nil
    canary.record.providerDownSince = nil
    canary.record.noVerdictSince = nil
    guard mayWait, canary.weight > 0 else { return }
    switch facts.verdict {
    case .pass, .fail: return
    case .insufficient, .notJudged:
      guard canary.isHolding else { return }
      canary.record.insufficientSince = before.insufficientSince ?? now
    case .providerDown:
      canary.record.providerDownSince = before.providerDownSince ?? now
    case .baselineSick: break
    }
    canary.record.noVerdictSince = before.noVerdictSince ?? now
  }

  private func waitedForVerdict(_ canary: Canary) -> Weighing {
    guard let since = canary.record.noVerdictSince, now >= since + policy.analysis.noVerdictTimeout
    else { return .goOn(canary) }
    return .left(pause(canary, .noVerdict))
  }

  private func waitedForRequests(_ canary: Canary) -> Weighing {
    guard let since = canary.record.insufficientSince,
      now >= since + policy.analysis.insufficientTimeout
    else { return waitedForVerdict(canary) }
    switch policy.analysis.onInsufficient {
    case .proceed:
      return .goOn(canary)
    case .pause:
      return .left(pause(canary, .insufficientEvidence))
    case .rollBack:
      let length = policy.analysis.insufficientTimeout.goDuration
      let finding = Finding(.evidenceInsufficient, "too few requests to judge within \(length)")
      return .left(fail(canary, finding))
    }
  }

  private func waitedForMetrics(_ canary: Canary) -> Weighing {
    guard let since = canary.record.providerDownSince,
      now >= since + AnalysisPolicy.providerDownTimeout
    else { return waitedForVerdict(canary) }
    return .left(pause(canary, .providerDown))
  }
}
