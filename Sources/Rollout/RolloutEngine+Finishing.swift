import Time

/// The two ways a rollout ends.
extension RolloutEngine {
  func finish(_ promotion: Promotion) -> RolloutDecision {
    switch promotion.stage {
    case .repointing(let since):
      return repoint(promotion, since: since)
    case .shifting:
      guard facts.traffic.acceptedWeight == 0 else {
        return hold(waitingFor: "the router has to accept the weight on the stable Service")
      }
      return advance(promotion, to: .draining(since: latestNow))
    case .draining(let since):
      guard now >= since + policy.drain else {
        return hold(waitingFor: "the old revision finishes its last requests")
      }
      var decision = move(to: .steady, .promoted(promotion.revision))
      decision.state.stable = promotion.revision
      return decision
    }
  }

  /// The old revision is whole until the stable Service leads away from it, so there is still a way back.
  private func repoint(_ promotion: Promotion, since: Timestamp) -> RolloutDecision {
    if facts.verb == .abort {
      return retreat(promotion.revision, startedAt: promotion.startedAt, .aborted)
    }
    if let finding = facts.podHealth {
      return retreat(promotion.revision, startedAt: promotion.startedAt, .failed(finding))
    }
    if facts.traffic.stableLeadsTo == promotion.revision {
      return advance(promotion, to: .shifting(since: now))
    }
    guard now >= since + policy.progressDeadline else {
      return hold(waitingFor: "the stable Service has to lead to \(promotion.revision)")
    }
    let baking = Canary(
      revision: promotion.revision,
      startedAt: promotion.startedAt,
      stop: .full,
      stage: .holding(since: now),
      weight: 100
    )
    return pause(baking, .trafficUnverified)
  }

  private func advance(_ promotion: Promotion, to stage: Promotion.Stage) -> RolloutDecision {
    var next = promotion
    next.stage = stage
    return move(to: .promoting(next))
  }

  func finish(_ retreat: Retreat) -> RolloutDecision {
    switch retreat.stage {
    case .returning:
      guard facts.traffic.acceptedWeight == 0 else {
        return hold(waitingFor: "weight 0 has to come into force")
      }
      guard facts.canaryIsSilent != nil else {
        return advance(retreat, to: .draining(since: latestNow))
      }
      return advance(retreat, to: .verifying(acceptedAt: latestNow))
    case .verifying(let acceptedAt):
      let isOverdue = now >= acceptedAt + policy.progressDeadline
      guard isOverdue || facts.canaryIsSilent == nil || isSilent(since: acceptedAt) else {
        return hold(waitingFor: "the requests have to show that none reaches the canary")
      }
      return advance(retreat, to: .draining(since: latestNow))
    case .draining(let since):
      guard now >= since + policy.drain else {
        return hold(waitingFor: "the canary finishes its last requests")
      }
      return end(retreat)
    }
  }

  /// The time of a pass comes without its fraction, so that it may be almost a second later; a drain is never cut short by that.
  private var latestNow: Timestamp { now + .seconds(1) }

  /// A canary that had no request before the weight was taken back may still be about to get its first: gateways hear of both late.
  private func isSilent(since acceptedAt: Timestamp) -> Bool {
    facts.canaryIsSilent == true && now >= acceptedAt + Self.silence
  }

  /// Two readings that follow each other, and the time that they take.
  private static let silence = Duration.seconds(20)

  private func advance(_ retreat: Retreat, to stage: Retreat.Stage) -> RolloutDecision {
    var next = retreat
    next.stage = stage
    return move(to: .rollingBack(next))
  }

  private func end(_ retreat: Retreat) -> RolloutDecision {
    switch retreat.cause {
    case .superseded, .reverted, .rerouted, .suspended:
      return move(to: .steady, .withdrawn(retreat.revision, retreat.cause))
    case .failed(let finding):
      let rejection = Rejection(revision: retreat.revision, finding: finding, at: now)
      var decision = move(to: .rolledBack(rejection), .rolledBack(rejection))
      decision.state.rejected.removeAll { $0.revision == retreat.revision }
      decision.state.rejected.append(rejection)
      decision.state.rejected.removeFirst(
        max(0, decision.state.rejected.count - RolloutState.rejectionLimit)
      )
      return decision
    }
  }
}
