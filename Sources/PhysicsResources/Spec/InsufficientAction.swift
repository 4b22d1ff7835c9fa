/// What too few requests for too long lead to.
package enum InsufficientAction: String, WireEnum {
  case pause = "Pause"
  case `continue` = "Continue"
  case rollBack = "RollBack"
}
