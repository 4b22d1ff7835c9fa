/// Whether the forecast is trusted to act.
package enum ForecastGate: String, WireEnum {
  case open = "Open"
  case closed = "Closed"
}
