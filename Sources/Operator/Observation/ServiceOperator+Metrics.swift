import ControllerRuntime
package import Metering
import PhysicsResources
import Scaling

extension ServiceOperator {
  /// All metrics of this operator; those of the process are not among them.
  package var metrics: [MetricFamily] {
    OperatorMetrics(
      statistics: statistics,
      requests: requests,
      suppressedWrites: counters.suppressedWrites,
      rollouts: RolloutMetrics(services: services, outcomes: counters.outcomes),
      forecasts: ForecastMetrics(services: forecasts)
    ).families
  }

  /// Who does not lead samples nothing, and what it knew once is old.
  private var forecasts: [ForecastMetrics.Service] {
    guard statistics?.election?.isLeading ?? true else { return [] }
    return services.filter { $0.status.forecast != nil }.compactMap { service in
      memories.load(of: service.key).flatMap { load in
        load.figures.map { figures in
          ForecastMetrics.Service(
            key: service.key,
            figures: figures,
            capacity: load.meter?.capacity,
            replicasByHPAAlone: load.replicasByHPAAlone,
            floor: service.status.forecast?.floor
          )
        }
      }
    }.sorted { $0.key < $1.key }
  }
}
