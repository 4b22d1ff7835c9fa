import Time

/// What is waited for in a state, each with its end.
///
/// Derived from the instants in the state alone, so that a restart changes none of them.
extension RolloutEngine {
  func waits(in state: RolloutState) -> [Wait] {
    switch state.phase {
    case .initializing(_, let since):
      [wait(.firstRevision, since, policy.progressDeadline)]
    case .steady, .rolledBack:
      suspensionWait(beside: state.stable)
    case .progressing(let canary):
      waits(of: canary) + waits(for: canary.record)
    case .paused(let canary, _):
      waits(for: canary.record)
    case .promoting(let promotion):
      [wait(of: promotion.stage)]
    case .rollingBack(let retreat):
      [wait(of: retreat.stage)]
    }
  }

  func wait(_ reason: Wait.Reason, _ since: Timestamp, _ length: Duration) -> Wait {
    Wait(reason, since: since, deadline: since + length)
  }

  private func suspensionWait(beside stable: RevisionID?) -> [Wait] {
    guard let suspension = facts.suspension, facts.desired != stable.map({ .revision($0) }),
      suspension.count < Suspension.limit
    else { return [] }
    return [wait(.suspension, suspension.at, policy.analysis.window)]
  }

  private func waits(of canary: Canary) -> [Wait] {
    switch canary.stage {
    case .raising(let since):
      return [Wait(raisingReason(canary), since: since, deadline: raisingEnd(canary, since))]
    case .verifying(let acceptedAt):
      return [Wait(.measuredShare, since: acceptedAt, deadline: verifyingEnd(canary, acceptedAt))]
    case .holding(let since):
      guard let end = holdEnd(canary, since) else { return [] }
      let overtime = now >= end ? overtimeReason(canary) : nil
      return [Wait(.hold, since: since, deadline: end)]
        + [overtime.map { wait($0, end, policy.progressDeadline) }].compactMap(\.self)
    }
  }

  private func raisingReason(_ canary: Canary) -> Wait.Reason {
    guard facts.capacity == .enough else { return .capacity }
    return sickBaseline(for: canary) == nil ? .acceptance : .stableHealth
  }

  /// When pods and router have had their time; pods that are starting at that very moment get as much again.
  func raisingEnd(_ canary: Canary, _ since: Timestamp) -> Timestamp {
    let end = (canary.clearedAt ?? since) + policy.progressDeadline
    return now >= end && facts.startingPods > 0 ? end + policy.progressDeadline : end
  }

  /// When the weight counts as in force whatever the requests show; the hold counts from acceptance then.
  ///
  /// Requests that say the opposite are given the whole deadline; too few of them no longer than the hold would last anyway.
  func verifyingEnd(_ canary: Canary, _ acceptedAt: Timestamp) -> Timestamp {
    let end = acceptedAt + policy.progressDeadline
    let contradicts = facts.traffic.measured?.agrees(with: canary.weight) == false
    return contradicts ? end : min(end, holdEnd(canary, acceptedAt) ?? acceptedAt)
  }

  /// `nil` for a hold that only a person ends.
  func holdEnd(_ canary: Canary, _ since: Timestamp) -> Timestamp? {
    switch policy.hold(at: canary.stop) {
    case .manual: nil
    case .time(let length): since + length
    }
  }

  /// What keeps a canary in its step although the hold is over, besides the verdict.
  func overtimeReason(_ canary: Canary) -> Wait.Reason? {
    if unknownDesired != nil { return .spec }
    if case .noRoom = facts.capacity { return .capacity }
    return facts.traffic.acceptedWeight == canary.weight ? nil : .acceptance
  }

  private func waits(for record: AnalysisRecord) -> [Wait] {
    let analysis = policy.analysis
    return [
      record.insufficientSince.map { wait(.requests, $0, analysis.insufficientTimeout) },
      record.providerDownSince.map { wait(.metrics, $0, AnalysisPolicy.providerDownTimeout) },
      record.noVerdictSince.map { wait(.verdict, $0, analysis.noVerdictTimeout) },
    ].compactMap(\.self)
  }

  private func wait(of stage: Promotion.Stage) -> Wait {
    switch stage {
    case .repointing(let since): wait(.repointing, since, policy.progressDeadline)
    case .shifting(let since): wait(.withdrawal, since, policy.progressDeadline)
    case .draining(let since): wait(.drain, since, policy.drain)
    }
  }

  private func wait(of stage: Retreat.Stage) -> Wait {
    switch stage {
    case .returning(let since): wait(.withdrawal, since, policy.progressDeadline)
    case .verifying(let acceptedAt): wait(.measuredShare, acceptedAt, policy.progressDeadline)
    case .draining(let since): wait(.drain, since, policy.drain)
    }
  }
}
