package import PhysicsResources

/// Something that may be true of a scenario's world.
package indirect enum Expectation: Sendable {
  case phase(PhysicsAPIPhase)
  /// The canary's written share is at least so many percent; without a router, so many percent of the endpoints.
  case weight(atLeast: Int)
  /// Nobody is sent to the canary any more.
  case noWeight
  /// Stable runs the image with this tag.
  case stable(String)
  /// The canary runs the image with this tag.
  case canary(String)
  /// The last rollout ended so.
  case outcome(RolloutOutcome)
  /// So many rollouts have ended.
  case ended(Int)
  case paused(ConditionReason)
  case rejected(Int)
  case condition(ConditionType, isTrue: Bool)
  /// The pods of the canary that are ready.
  case canaryPods(atLeast: Int)
  /// The spec of the resource is observed and nothing is under way.
  case resting
  /// Neither the resource nor a child of it is left.
  case nothingLeft
  /// A user's route or TraefikService has its first weights again.
  case restored
  case not(Expectation)
  case both(Expectation, Expectation)
}
