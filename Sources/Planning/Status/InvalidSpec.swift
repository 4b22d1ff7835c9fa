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
    note(error, of: object, in: PhysicsAPIStatus(json: object.status), at: now)
  }

  /// The same, over the status of a rollout that goes on under the last specification that could be read.
  package static func note(
    _ error: PhysicsAPIError,
    of object: APIObject,
    in status: PhysicsAPIStatus,
    at now: Timestamp
  ) -> PhysicsAPIStatus {
    var status = status
    let message = String(describing: error)
    status.observedGeneration = object.generation
    status.message = message
    let states: [(ConditionType, Condition.Status)] = [
      (.ready, .no), (.reconciling, .no), (.stalled, .yes),
    ]
    let previous = PhysicsAPIStatus(json: object.status).conditions
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
    let others = status.conditions.filter { condition in !own.contains { $0.type == condition.type }
    }
    status.conditions = own + others
    return status
  }
}
