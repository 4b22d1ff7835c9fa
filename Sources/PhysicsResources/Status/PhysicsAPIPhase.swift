/// Where a service is in its life, in one word for people and scripts.
package enum PhysicsAPIPhase: String, WireEnum {
  /// The first revision comes up; there is nothing to go back to.
  case initializing = "Initializing"
  case steady = "Steady"
  case progressing = "Progressing"
  case baking = "Baking"
  case promoting = "Promoting"
  case paused = "Paused"
  case rollingBack = "RollingBack"
  case rolledBack = "RolledBack"
  /// Nothing healthy is left to go back to.
  case degraded = "Degraded"
}
