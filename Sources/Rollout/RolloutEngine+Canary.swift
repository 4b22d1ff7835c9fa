import Time

/// A canary in flight.
extension RolloutEngine {
  func proceed(with given: Canary) -> RolloutDecision {
    if let exit = leave(given) ?? leaveSickPods(given) { return exit }
    let canary = realigned(given)
    switch facts.verb {
    case .pause: return pause(canary, .request)
    case .promote: return advance(canary)
    case .promoteFull: return enter(.full, canary)
    case .resume, .retry, .abort, nil: break
    }
    switch weigh(canary, mayPause: !policy.isPaused) {
    case .left(let decision): return decision
    case .goOn(let judged):
      if policy.isPaused { return pause(judged, .spec) }
      switch judged.stage {
      case .raising(let since): return raise(judged, since: since)
      case .holding(let since): return keep(judged, since: since)
      }
    }
  }

  /// After an edit of `steps`: at the first stop with at least the present weight.
  func realigned(_ canary: Canary) -> Canary {
    guard policy.weight(at: canary.stop) != canary.weight else { return canary }
    let stop = policy.firstStop(withAtLeast: canary.weight)
    return canary.moving(to: stop, under: policy, at: now)
  }

  /// Leaves the present stop for the next one, or for the stable role.
  func advance(_ canary: Canary) -> RolloutDecision {
    if let next = policy.stop(after: canary.stop) { return enter(next, canary) }
    // There is no way back from a promotion, so it takes a canary that has all of the traffic.
    guard canary.isHolding, facts.traffic.acceptedWeight == canary.weight else {
      return enter(canary.stop, canary)
    }
    let promotion = Promotion(
      revision: canary.revision,
      startedAt: canary.startedAt,
      stage: .repointing(since: now)
    )
    return move(to: .promoting(promotion), .promotionBegan(canary.revision))
  }

  func enter(_ stop: Canary.Stop, _ canary: Canary) -> RolloutDecision {
    let next = canary.moving(to: stop, under: policy, at: now)
    return move(
      to: .progressing(next),
      .movedOn(canary.revision, weight: next.weight),
      wakeAt: now + policy.progressDeadline,
      waitingFor: "the canary needs ready pods for \(next.weight) %"
    )
  }

  private func raise(_ canary: Canary, since: Timestamp) -> RolloutDecision {
    if facts.capacity == .enough, facts.traffic.acceptedWeight == canary.weight {
      var holding = canary
      holding.stage = .holding(since: now)
      return move(
        to: .progressing(holding),
        .weightAccepted(canary.revision, weight: canary.weight)
      )
    }
    let deadline = since + policy.progressDeadline
    guard now >= deadline else {
      return move(
        to: .progressing(canary),
        wakeAt: [deadline, endOfWaiting(canary)].compactMap(\.self).min(),
        waitingFor: raisingWaitsFor(canary)
      )
    }
    switch facts.capacity {
    case .enough: return pause(canary, .trafficUnverified)
    case .noRoom(let why): return pause(canary, .noCapacity(why))
    case .comingUp(let ready, let needed):
      let deadline = policy.progressDeadline.goDuration
      return fail(
        canary,
        Finding(.neverReady, "only \(ready) of \(needed) pods were ready within \(deadline)")
      )
    }
  }

  /// Without live numbers, because the sentence is journalled.
  private func raisingWaitsFor(_ canary: Canary) -> String {
    switch facts.capacity {
    case .enough: "the router has to accept weight \(canary.weight)"
    case .noRoom(let why): "there is no room for the canary's pods: \(why)"
    case .comingUp: "the canary needs ready pods for \(canary.weight) %"
    }
  }

  private func keep(_ canary: Canary, since: Timestamp) -> RolloutDecision {
    if facts.canaryReadyPods == 0, facts.stableReadyPods > 0 {
      // Its traffic goes back at once; the stop is entered anew when pods are ready again.
      return enter(canary.stop, canary)
    }
    switch policy.hold(at: canary.stop) {
    case .manual:
      return pause(canary, .manualHold)
    case .time(let length):
      return keep(canary, until: since + length)
    }
  }

  private func keep(_ canary: Canary, until end: Timestamp) -> RolloutDecision {
    guard now >= end else {
      let text = "the hold at \(canary.weight) % lasts until \(end.rfc3339)"
      let wakeAt = [end, endOfWaiting(canary)].compactMap(\.self).min()
      return move(to: .progressing(canary), wakeAt: wakeAt, waitingFor: text)
    }
    if let why = unknownDesired { return wait(canary, for: why) }
    switch facts.verdict {
    case .pass:
      return advance(canary)
    case .insufficient(_, let needed):
      return isOverdue(canary)
        ? advance(canary)
        : wait(canary, for: "too few requests were seen: a check needs \(needed)")
    case .notJudged:
      return isOverdue(canary)
        ? advance(canary) : wait(canary, for: "no pod of the canary is old enough to be judged")
    case .providerDown(let why):
      return wait(canary, for: "the metrics cannot be read: \(why)")
    case .noCapacity(let why):
      return wait(canary, for: "there is no room for the canary's pods: \(why)")
    case .baselineSick:
      return wait(canary, for: "stable is above its limits too")
    case .fail:
      // Within the failure limit: the next counted check decides.
      let limit = policy.analysis.failureLimit
      return wait(canary, for: "a check failed; \(limit) failed checks are tolerated in a step")
    }
  }

  private func wait(_ canary: Canary, for text: String) -> RolloutDecision {
    move(to: .progressing(canary), wakeAt: endOfWaiting(canary), waitingFor: text)
  }

  /// Under `onInsufficient: Continue`, whether the waiting is over.
  private func isOverdue(_ canary: Canary) -> Bool {
    guard policy.analysis.onInsufficient == .proceed, let since = canary.record.insufficientSince
    else { return false }
    return now >= since + policy.analysis.insufficientTimeout
  }
}
