/// How traffic moves to a new revision.
package enum RolloutStrategy: String, WireEnum {
  case canary = "Canary"
  case blueGreen = "BlueGreen"
  case immediate = "Immediate"
}
