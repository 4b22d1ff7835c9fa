/// What a failed analysis leads to; either way the canary's weight becomes 0.
package enum FailureAction: String, WireEnum {
  case rollBack = "RollBack"
  case pause = "Pause"
}
