import APIMachinery
import Metering
import PhysicsResources

/// What rollouts are doing, from the statuses that the caches hold.
///
/// Series with a service's name exist only while its rollout is in flight: they are as few as there are rollouts at a time, and go with
/// the resource.
struct RolloutMetrics {
  struct Service {
    let key: ObjectKey
    let status: PhysicsAPIStatus
  }

  let services: [Service]
  /// How rollouts ended while this process led.
  let outcomes: [RolloutOutcome: Int]

  private typealias Definitions = OperatorMetricDefinitions

  var families: [MetricFamily] {
    [
      Definitions.rollouts.family(
        RolloutOutcome.allCases.map { MetricSample([$0.rawValue], outcomes[$0, default: 0]) }
      ),
      Definitions.services.family(
        PhysicsAPIPhase.allCases.map { phase in
          MetricSample([phase.rawValue], services.count { $0.status.phase == phase })
        }
      ),
      Definitions.rolloutPhase.family(
        inFlight.map { MetricSample(Self.labels($0) + [$0.status.phase?.rawValue ?? ""], 1) }
      ),
      Definitions.canaryWeight.family(
        inFlight.map { MetricSample(Self.labels($0), $0.status.traffic?.canaryWeight ?? 0) }
      ),
      Definitions.checkValue.family(inFlight.flatMap(Self.checks)),
      Definitions.checkLimit.family(inFlight.flatMap(Self.limits)),
    ]
  }

  private var inFlight: [Service] {
    services.filter { service in
      switch service.status.phase {
      case .progressing, .baking, .promoting, .paused, .rollingBack: true
      case .initializing, .steady, .rolledBack, .degraded, nil: false
      }
    }
  }

  private static func labels(_ service: Service) -> [String] {
    [service.key.namespace, service.key.name]
  }

  private static func checks(of service: Service) -> [MetricSample] {
    (service.status.analysis?.checks ?? []).compactMap { check in
      check.value.map { MetricSample(labels(service) + [check.name], $0) }
    }
  }

  private static func limits(of service: Service) -> [MetricSample] {
    (service.status.analysis?.checks ?? []).compactMap { check in
      check.limit.map { MetricSample(labels(service) + [check.name], $0) }
    }
  }
}
