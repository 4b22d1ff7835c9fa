package import APIMachinery
package import PhysicsResources
import Rollout
import Time

/// What became of a verb that somebody asked for.
package enum VerbOutcome: Hashable, Sendable {
  /// It was carried out; what the service is at now.
  case done(String)
  /// The operator has read it and does not do it, and why.
  case refused(String)
  /// Nobody has read it yet.
  case unanswered(String)

  /// - Parameters:
  ///   - before: the resource as it was when the operator read the request.
  ///   - after: the resource with the request on record.
  package init(
    of verb: PhysicsResources.RolloutVerb,
    from before: APIObject,
    to after: APIObject
  ) {
    let (old, new) = (PhysicsAPIStatus(json: before.status), PhysicsAPIStatus(json: after.status))
    switch Self.answer(to: verb, in: old, now: new) {
    case .refuses(let why): self = .refused("\(verb.word) was refused: \(why)")
    case .does(let what): self = .done("\(after.key): \(verb.word) \(what); \(new.message)")
    }
  }

  package static func unanswered(
    _ object: APIObject,
    _ verb: PhysicsResources.RolloutVerb
  ) -> VerbOutcome {
    .unanswered(
      "no operator has answered; \(verb.word) stays written down and is carried out as soon as one "
        + "does: check that physics-operator runs and looks after namespace \(object.namespace)"
    )
  }

  /// The table of the engine, asked about the state that the operator decided on.
  private static func answer(
    to verb: PhysicsResources.RolloutVerb,
    in old: PhysicsAPIStatus,
    now new: PhysicsAPIStatus
  ) -> VerbAnswer {
    guard old.phase != nil else {
      return .refuses(
        "no operator had looked at the service before; what comes with an empty status is recorded "
          + "and not carried out, so ask again"
      )
    }
    guard let state = RolloutState(old, at: Timestamp(epochSeconds: 0)) else {
      return .refuses("its status is lost")
    }
    let answer = state.phase.answer(to: Rollout.RolloutVerb(verb), mayRetry: mayRetry(old, new))
    // Where it would lead is not in the status; that it led nowhere is.
    if case .undo = verb, !answer.isRefusal, old.isStill(in: new) {
      return .refuses("there is no revision that it could go back to; kubectl describe says more")
    }
    return answer
  }

  private static func mayRetry(_ old: PhysicsAPIStatus, _ new: PhysicsAPIStatus) -> Bool {
    let waits: [ConditionReason] = [.revisionRejected, .rolledBack, .suspended]
    let ready = old.conditions.first { $0.type == ConditionType.ready.rawValue }
    return new.rejected.count < old.rejected.count
      || waits.contains { $0.rawValue == ready?.reason }
      || old.waits.contains { $0.reason == ConditionReason.suspended.rawValue }
  }
}

extension PhysicsAPIStatus {
  /// Whether nothing was decided between the two.
  fileprivate func isStill(in later: PhysicsAPIStatus) -> Bool {
    phase == later.phase && canary?.revision == later.canary?.revision
      && pin?.revision == later.pin?.revision && pause?.reason == later.pause?.reason
  }
}
