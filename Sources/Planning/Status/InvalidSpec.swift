package import APIMachinery
package import PhysicsResources
package import Time

/// The status of a resource that cannot be worked on; what runs goes on running.
package enum InvalidSpec {
  package static func status(
    of object: APIObject,
    because error: PhysicsAPIError,
    at now: Timestamp
  ) -> PhysicsAPIStatus {
    status(PhysicsAPIStatus(json: object.status), of: object, because: error, at: now)
  }

  /// The status of a pass that was made by the last specification that could be worked on: it must not look as if this one were in force.
  package static func status(
    _ planned: PhysicsAPIStatus,
    of object: APIObject,
    because error: PhysicsAPIError,
    at now: Timestamp
  ) -> PhysicsAPIStatus {
    var status = planned
    let message = String(describing: error)
    status.observedGeneration = object.generation
    status.message = message
    let states: [(ConditionType, Condition.Status)] = [
      (.ready, .no), (.reconciling, .no), (.stalled, .yes),
    ]
    let previous = status.conditions
    let own = states.map { type, value in
      Condition(
        type: type.rawValue,
        status: value,
        reason: ConditionReason.invalidSpec.rawValue,
        message: message,
        observedGeneration: object.generation,
        lastTransitionTime: now
      ).following(previous.first { $0.type == type.rawValue })
    }
    let others = previous.filter { condition in !own.contains { $0.type == condition.type } }
    status.conditions = own + others
    return status
  }
}
