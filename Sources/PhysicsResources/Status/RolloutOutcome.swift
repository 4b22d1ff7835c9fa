/// How a rollout ended.
package enum RolloutOutcome: String, WireEnum {
  case promoted = "Promoted"
  case rolledBack = "RolledBack"
  /// Taken out without being judged: stable was sick.
  case suspended = "Suspended"
  /// The spec moved on before it was judged.
  case superseded = "Superseded"
}
