import APIMachinery
import Forecast
import Metering
import PhysicsResources
import Scaling

/// What forecasts say and are worth, service by service.
///
/// As many series as there are services with a forecast, up to a bound; only who leads knows any.
struct ForecastMetrics {
  /// What is known of one service.
  struct Service {
    let key: ObjectKey
    let figures: ForecastFigures
    let capacity: ReplicaCapacity?
    let replicasByHPAAlone: Int?
    /// As in the status.
    let floor: Int?
  }

  /// Of more services than these the first by name are shown; `physics_operator_forecast_services` says how many there are.
  static let shownMax = 500

  /// In the order of their keys.
  let services: [Service]

  private typealias Definitions = OperatorMetricDefinitions

  private var shown: ArraySlice<Service> { services.prefix(Self.shownMax) }

  var families: [MetricFamily] {
    [
      Definitions.forecastServices.family(Double(services.count)),
      perService(Definitions.load) { $0.figures.load },
      Definitions.forecastRequests.family(shown.flatMap(Self.predictions)),
      perService(Definitions.forecastLead) { Double($0.figures.question.lead * 60) },
      perService(Definitions.forecastGate) { $0.figures.standing.gate == .open ? 1 : 0 },
      perService(Definitions.forecastError) { $0.figures.standing.errorRatio },
      perService(Definitions.forecastCoverage) { $0.figures.standing.coverageLastDay },
      Definitions.forecastWeight.family(shown.flatMap(Self.weights)),
      perService(Definitions.floor) { $0.floor.map(Double.init) },
      perService(Definitions.hpaAlone) { $0.replicasByHPAAlone.map(Double.init) },
      perService(Definitions.capacity) { $0.capacity?.requestsPerSecond },
    ]
  }

  private func perService(
    _ definition: MetricDefinition,
    _ number: (Service) -> Double?
  ) -> MetricFamily {
    definition.family(
      shown.compactMap { service in
        number(service).map { MetricSample(Self.labels(service), $0) }
      }
    )
  }

  private static func labels(_ service: Service) -> [String] {
    [service.key.namespace, service.key.name]
  }

  private static func predictions(of service: Service) -> [MetricSample] {
    guard let band = service.figures.band else { return [] }
    return zip(["0.5", "0.9", "0.95", "0.99"], band.quantiles.all).map {
      MetricSample(labels(service) + [$0], $1)
    }
  }

  private static func weights(of service: Service) -> [MetricSample] {
    service.figures.standing.weights.map {
      MetricSample(labels(service) + [$0.member.name], $0.weight)
    }
  }
}

extension ForecastStanding {
  /// The error of the last day over that of assuming no change; `nil` while either is not known, or nothing changed.
  fileprivate var errorRatio: Double? {
    guard let errorLastDay, let persistenceErrorLastDay, persistenceErrorLastDay > 0 else {
      return nil
    }
    return errorLastDay / persistenceErrorLastDay
  }
}
