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
    if let why = Self.refusal(of: verb, in: old, now: new) {
      self = .refused("\(verb.word) was refused: \(why)")
    } else {
      self = .done("\(after.key): \(verb.word) is done: \(new.message)")
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
  private static func refusal(
    of verb: PhysicsResources.RolloutVerb,
    in old: PhysicsAPIStatus,
    now new: PhysicsAPIStatus
  ) -> String? {
    guard old.phase != nil else {
      return "no operator had looked at the service before; what comes with an empty status is "
        + "recorded and not carried out, so ask again"
    }
    guard let asked = Rollout.RolloutVerb(verb) else {
      return "this version does not carry it out"
    }
    guard let state = RolloutState(old, at: Timestamp(epochSeconds: 0)) else {
      return "its status is lost"
    }
    let isRejected = old.phase == .rolledBack || new.rejected.count < old.rejected.count
    let rejected = isRejected ? Array(state.rejected.suffix(1)) : []
    guard !state.phase.accepts(asked, rejected: rejected) else { return nil }
    return "it does not apply while \(state.phase.inWords)"
  }
}
