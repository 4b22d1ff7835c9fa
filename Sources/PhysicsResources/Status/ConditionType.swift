/// What the conditions of a PhysicsAPI are about.
package enum ConditionType: String, WireEnum {
  case available = "Available"
  case ready = "Ready"
  case reconciling = "Reconciling"
  case stalled = "Stalled"
  case trafficVerified = "TrafficVerified"
  case metricsAvailable = "MetricsAvailable"
  case forecastAvailable = "ForecastAvailable"
}
