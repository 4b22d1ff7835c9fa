package import Forecast
package import Time

/// Everything that a floor is decided from.
package struct FloorEvidence: Sendable {
  package var mode: ForecastMode
  package var now: Timestamp
  /// The end of the newest minute that was sampled; until there is one, when this process began to listen.
  package var lastHeard: Timestamp
  package var forecast: Result<LoadForecast, ForecastUnavailable>
  /// The largest load of the last fourteen days, requests per second; `nil` when unknown.
  package var peakLoad: Double?
  /// `nil` when nobody has said or measured what a pod can do.
  package var capacity: ReplicaCapacity?
  package var bounds: ReplicaBounds
  /// The floor as it was last journalled.
  package var previous: FloorRecord?
  /// What the HPA alone would have; `nil` when unknown.
  package var reactive: Int?

  package init(
    mode: ForecastMode,
    now: Timestamp,
    lastHeard: Timestamp,
    forecast: Result<LoadForecast, ForecastUnavailable>,
    peakLoad: Double?,
    capacity: ReplicaCapacity?,
    bounds: ReplicaBounds,
    previous: FloorRecord?,
    reactive: Int? = nil
  ) {
    self.mode = mode
    self.now = now
    self.lastHeard = lastHeard
    self.forecast = forecast
    self.peakLoad = peakLoad
    self.capacity = capacity
    self.bounds = bounds
    self.previous = previous
    self.reactive = reactive
  }

  /// How old the newest sample is; negative when a clock jumped back.
  var dataAge: Duration { now - lastHeard }
}
