import Metering

/// Forecasts.
extension OperatorMetricDefinitions {
  static let aboutForecasts = [
    forecastServices, load, forecastRequests, forecastLead, forecastGate, forecastError,
    forecastCoverage, forecastWeight, floor, hpaAlone, capacity,
  ]

  private static let service = ["namespace", "name"]

  static let forecastServices = MetricDefinition(
    "physics_operator_forecast_services",
    .gauge,
    "Services whose load is forecast by this process; the first 500 by name have series of their own"
  )
  static let load = MetricDefinition(
    "physics_operator_load_requests_per_second",
    .gauge,
    labels: service,
    "User requests per second over all pods, as last sampled"
  )
  static let forecastRequests = MetricDefinition(
    "physics_operator_forecast_requests_per_second",
    .gauge,
    labels: service + ["quantile"],
    "Quantiles of the load expected at the lead; 0.5 is the middle of what is expected"
  )
  static let forecastLead = MetricDefinition(
    "physics_operator_forecast_lead_seconds",
    .gauge,
    labels: service,
    "How far ahead the floor looks: as long as a new pod takes to get ready, and two minutes"
  )
  static let forecastGate = MetricDefinition(
    "physics_operator_forecast_gate_open",
    .gauge,
    labels: service,
    "1 while the model asked for is trusted, 0 while a plainer one or none answers for it"
  )
  static let forecastError = MetricDefinition(
    "physics_operator_forecast_error_ratio",
    .gauge,
    labels: service,
    "Mean absolute error over 24 h, 15 minutes ahead, over that of assuming no change; above 1 it "
      + "is worse"
  )
  static let forecastCoverage = MetricDefinition(
    "physics_operator_forecast_coverage_p95",
    .gauge,
    labels: service,
    "Share of the last day's minutes that stayed under their P95"
  )
  static let forecastWeight = MetricDefinition(
    "physics_operator_forecast_member_weight",
    .gauge,
    labels: service + ["member"],
    "Share of each member in the answer, 0 to 1"
  )
  static let floor = MetricDefinition(
    "physics_operator_floor_replicas",
    .gauge,
    labels: service,
    "Pods that the forecast asks for; in mode Observe without effect"
  )
  static let hpaAlone = MetricDefinition(
    "physics_operator_hpa_alone_replicas",
    .gauge,
    labels: service,
    "Pods that the HPA alone would have, by its own readings or else by the load"
  )
  static let capacity = MetricDefinition(
    "physics_operator_capacity_requests_per_second",
    .gauge,
    labels: service,
    "Requests per second that one pod is taken to serve at 100 %"
  )
}
