import Forecast
import Scaling
import Time

/// A service of 3 to 20 replicas of 50 requests per second, its newest sample half a minute old.
enum Scenario {
  static let now = Timestamp(epochSeconds: 1_800_000_000)

  /// Nothing was decided before; the forecast needs 6 replicas.
  static var steady: FloorEvidence {
    FloorEvidence(
      mode: .enforce,
      now: now,
      lastHeard: now - .seconds(30),
      forecast: forecast(255),
      peakLoad: nil,
      capacity: ReplicaCapacity(requestsPerSecond: 50, source: .declared),
      bounds: ReplicaBounds(min: 3, max: 20),
      previous: nil
    )
  }

  /// `near` is the P90 of the next fifteen minutes; nothing unless given.
  static func forecast(
    _ load: Double,
    near: Double = 0,
    lead: Int = 5
  ) -> Result<LoadForecast, ForecastUnavailable> {
    .success(
      LoadForecast(
        madeAt: 30_000_000,
        lead: lead,
        model: .recentMean,
        gate: .open,
        point: load,
        upperAtLead: load,
        upperNext15Minutes: near
      )
    )
  }

  static func previous(_ floor: Int, changed ago: Duration) -> FloorRecord {
    FloorRecord(floor: floor, changedAt: now - ago)
  }
}
