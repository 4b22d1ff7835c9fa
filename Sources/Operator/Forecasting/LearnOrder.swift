import APIMachinery
import Forecast
import PhysicsResources

/// What a forecaster is to be made from.
struct LearnOrder: Sendable {
  let resource: PhysicsAPI
  let model: Forecast.ForecastModel
  let parameters: GuideParameters
  /// The check-point as far as the cache shows it; `nil` when it need not be read.
  let journal: APIObject?
  /// Whether it is known by now what the cluster has of a check-point.
  let looksForJournal: Bool
  /// Whether Prometheus is to be asked.
  let backfills: Bool
  /// Whether the present forecaster is one that is not asked for any more.
  let replaces: Bool
  /// What is known already, oldest first.
  let known: [LoadSample]
}
