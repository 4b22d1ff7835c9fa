package import PhysicsResources

/// Why it cannot be told which revision a spec asks for.
package struct Obstacle: Hashable, Sendable {
  package let reason: ConditionReason
  /// With the cure.
  package let sentence: String
}
