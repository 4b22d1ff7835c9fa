/// Whether a forecast is made, and whether it acts.
package enum ForecastMode: String, WireEnum {
  case off = "Off"
  case observe = "Observe"
  case enforce = "Enforce"
}
