import Time

/// The two ways a rollout ends.
extension RolloutEngine {
  func finish(_ promotion: Promotion) -> RolloutDecision {
    switch promotion.stage {
    case .repointing:
      guard facts.traffic.stableLeadsTo == promotion.revision else {
        return hold(waitingFor: "the stable Service has to lead to \(promotion.revision)")
      }
      return advance(promotion, to: .shifting(since: now))
    case .shifting:
      guard facts.traffic.acceptedWeight == 0 else {
        return hold(waitingFor: "the router has to accept the weight on the stable Service")
      }
      return advance(promotion, to: .draining(since: now))
    case .draining(let since):
      guard now >= since + policy.drain else {
        return hold(
          waitingFor: "the old revision finishes its last requests",
          until: since + policy.drain
        )
      }
      var decision = move(to: .steady, .promoted(promotion.revision))
      decision.state.stable = promotion.revision
      return decision
    }
  }

  private func advance(_ promotion: Promotion, to stage: Promotion.Stage) -> RolloutDecision {
    var next = promotion
    next.stage = stage
    return move(to: .promoting(next), wakeAt: now + policy.drain)
  }

  func finish(_ retreat: Retreat) -> RolloutDecision {
    switch retreat.stage {
    case .returning:
      guard facts.traffic.acceptedWeight == 0 else {
        return hold(waitingFor: "the router has to acknowledge weight 0")
      }
      var next = retreat
      next.stage = .draining(since: now)
      return move(to: .rollingBack(next), wakeAt: now + policy.drain)
    case .draining(let since):
      guard now >= since + policy.drain else {
        return hold(
          waitingFor: "the canary finishes its last requests",
          until: since + policy.drain
        )
      }
      return end(retreat)
    }
  }

  private func end(_ retreat: Retreat) -> RolloutDecision {
    switch retreat.cause {
    case .superseded, .reverted:
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
