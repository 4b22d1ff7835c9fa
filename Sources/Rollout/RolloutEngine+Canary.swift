import Time

/// A canary in flight.
extension RolloutEngine {
  func proceed(with given: Canary) -> RolloutDecision {
    if let exit = leave(given) ?? leaveSickPods(given) { return exit }
    let canary = realigned(given)
    switch facts.verb {
    case .pause: return pause(canary, .request)
    case .promote: return advance(forced(canary))
    case .promoteFull: return enter(.full, forced(canary))
    case .resume, .retry, .undo, .abort, nil: break
    }
    switch weigh(canary, mayPause: !policy.isPaused) {
    case .left(let decision): return decision
    case .goOn(let judged):
      if let cause = standstill { return pause(judged, cause) }
      switch judged.stage {
      case .raising(let since): return raise(judged, since: since)
      case .verifying(let acceptedAt): return verify(judged, acceptedAt: acceptedAt)
      case .holding(let since): return keep(judged, since: since)
      }
    }
  }

  /// What stops any canary, wherever it is.
  private var standstill: PauseCause? {
    if policy.isPaused { return .spec }
    if let why = facts.capacityBelowDemand { return .capacityBelowDemand(why) }
    if let problem = facts.traffic.problem, case .contested = problem { return .route(problem) }
    return nil
  }

  /// After an edit of `steps`: at the first stop with at least the present weight.
  func realigned(_ canary: Canary) -> Canary {
    guard policy.weight(at: canary.stop) != canary.weight else { return canary }
    let stop = policy.firstStop(withAtLeast: canary.weight)
    return canary.moving(to: stop, under: policy, at: now)
  }

  /// Somebody asked for this canary although stable is sick: it may well be the cure.
  func forced(_ canary: Canary) -> Canary {
    var forced = canary
    forced.isForced = canary.isForced || facts.baseline.finding != nil
    return forced
  }

  /// The finding against stable that keeps a canary from getting more traffic.
  func sickBaseline(for canary: Canary) -> Finding? {
    canary.isForced ? nil : facts.baseline.finding
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
      waitingFor: "the canary needs ready pods for \(policy.capacityShare(of: next)) %"
    )
  }

  /// The same stop once more, judged on what comes from now on.
  private func enterAnew(_ canary: Canary) -> RolloutDecision {
    var anew = canary
    anew.judgedSince = now
    return enter(canary.stop, anew)
  }

  private func raise(_ given: Canary, since: Timestamp) -> RolloutDecision {
    let canary = cleared(given)
    // Nobody has been served by stable for a while: there is nothing that smaller steps would protect.
    if facts.stableReadyPods == 0, facts.canaryReadyPods > 0, canary.stop != .full,
      now >= since + Self.stableLossPatience
    {
      return enter(.full, canary)
    }
    if facts.capacity == .enough, facts.traffic.acceptedWeight == canary.weight {
      return accepted(canary)
    }
    guard now >= raisingEnd(canary, since) else {
      return move(to: .progressing(canary), waitingFor: raisingWaitsFor(canary))
    }
    // Pods that may not come up beside a sick stable revision are not missing.
    if sickBaseline(for: canary) != nil { return pause(canary, untakenWeight(canary)) }
    switch facts.capacity {
    case .enough: return pause(canary, untakenWeight(canary))
    case .noRoom(let why): return pause(canary, .noCapacity(why))
    case .comingUp(let ready, let needed): return missing(canary, ready: ready, of: needed)
    }
  }

  /// Pods that took their time, and a sick stable revision that recovered, leave the router all of its own time.
  private func cleared(_ canary: Canary) -> Canary {
    var next = canary
    let isCleared = facts.capacity == .enough && sickBaseline(for: canary) == nil
    next.clearedAt = isCleared ? canary.clearedAt ?? now : nil
    return next
  }

  /// A single stable pod that moves to another node is away for less than this.
  private static let stableLossPatience = Duration.seconds(60)

  private func accepted(_ canary: Canary) -> RolloutDecision {
    var next = canary
    let isMeasured = facts.traffic.measured != nil && canary.weight > 0
    next.stage = isMeasured ? .verifying(acceptedAt: now) : .holding(since: now)
    return move(to: .progressing(next), .weightAccepted(canary.revision, weight: canary.weight))
  }

  /// Why the weight is not in force although the pods are there.
  private func untakenWeight(_ canary: Canary) -> PauseCause {
    if let finding = sickBaseline(for: canary) { return .stableUnhealthy(finding.message) }
    return facts.traffic.problem.map(PauseCause.route) ?? .trafficUnverified
  }

  /// Pods that had their time and are not ready speak against the revision; pods that do not exist speak against the cluster.
  private func missing(_ canary: Canary, ready: Int, of needed: Int) -> RolloutDecision {
    let deadline = policy.progressDeadline.goDuration
    let text = "only \(ready) of \(needed) pods were ready within \(deadline)"
    return facts.latePods > 0
      ? fail(canary, Finding(.neverReady, text)) : pause(canary, .noCapacity(text))
  }

  /// Without live numbers, because the sentence is journalled.
  private func raisingWaitsFor(_ canary: Canary) -> String {
    if let finding = sickBaseline(for: canary) {
      return "the stable revision is sick as well: \(finding.message); `promote` goes on anyway"
    }
    switch facts.capacity {
    case .enough:
      if facts.baseline == .awaited, !canary.isForced {
        return "the next metrics have to show how the stable revision does"
      }
      return facts.traffic.problem?.sentence ?? "the router has to accept weight \(canary.weight)"
    case .noRoom(let why): return "there is no room for the canary's pods: \(why)"
    case .comingUp:
      return "the canary needs ready pods for \(policy.capacityShare(of: canary)) %"
    }
  }

  /// What makes a weight that was in force no longer so; `nil` while it is.
  private func slipped(_ canary: Canary) -> RolloutDecision? {
    // Its traffic goes back at once; the stop is entered anew when pods are ready again.
    if facts.canaryReadyPods == 0, facts.stableReadyPods > 0 { return enterAnew(canary) }
    // Somebody took traffic away from it: raising it again is a decision, not a repair.
    if facts.traffic.written < canary.weight { return enterAnew(canary) }
    return nil
  }

  private func verify(_ canary: Canary, acceptedAt: Timestamp) -> RolloutDecision {
    if let slip = slipped(canary) { return slip }
    if facts.traffic.measured?.agrees(with: canary.weight) == true {
      return hold(canary, since: now)
    }
    guard now < verifyingEnd(canary, acceptedAt) else { return hold(canary, since: acceptedAt) }
    let text = "the requests have to show weight \(canary.weight)"
    return move(to: .progressing(canary), waitingFor: text)
  }

  private func hold(_ canary: Canary, since: Timestamp) -> RolloutDecision {
    var holding = canary
    holding.stage = .holding(since: since)
    return move(to: .progressing(holding))
  }

  private func keep(_ canary: Canary, since: Timestamp) -> RolloutDecision {
    if let slip = slipped(canary) { return slip }
    guard let end = holdEnd(canary, since) else { return pause(canary, .manualHold) }
    guard now >= end else {
      let text = "the hold at \(canary.weight) % lasts until \(end.rfc3339)"
      return move(to: .progressing(canary), waitingFor: text)
    }
    if let reason = overtimeReason(canary) { return overstay(canary, since: end, for: reason) }
    return conclude(canary)
  }

  /// The hold is over and the step is not: for a while.
  private func overstay(
    _ canary: Canary,
    since end: Timestamp,
    for reason: Wait.Reason
  ) -> RolloutDecision {
    let isOverdue = now >= end + policy.progressDeadline
    if reason == .spec, let why = unknownDesired {
      return isOverdue ? pause(canary, .specUnreadable(why)) : wait(canary, for: why)
    }
    if case .noRoom(let why) = facts.capacity {
      return isOverdue
        ? pause(canary, .noCapacity(why))
        : wait(canary, for: "there is no room for the canary's pods: \(why)")
    }
    return isOverdue
      ? pause(canary, untakenWeight(canary))
      : wait(canary, for: "the router has to accept weight \(canary.weight)")
  }

  /// The hold is over: what the evidence says now counts.
  private func conclude(_ canary: Canary) -> RolloutDecision {
    // Nobody uses a preview, so only its pods can speak against it.
    guard canary.weight > 0 else { return advance(canary) }
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
    case .fail:
      // Within the failure limit: the next counted check decides.
      let limit = policy.analysis.failureLimit
      return wait(canary, for: "a check failed; \(limit) failed checks are tolerated in a step")
    case .baselineSick(let finding):
      return wait(canary, for: "the stable revision is sick as well: \(finding.message)")
    }
  }

  private func wait(_ canary: Canary, for text: String) -> RolloutDecision {
    move(to: .progressing(canary), waitingFor: text)
  }

  /// Under `onInsufficient: Continue`, whether the waiting is over.
  private func isOverdue(_ canary: Canary) -> Bool {
    guard policy.analysis.onInsufficient == .proceed, let since = canary.record.insufficientSince
    else { return false }
    return now >= since + policy.analysis.insufficientTimeout
  }
}
