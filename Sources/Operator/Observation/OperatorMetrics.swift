import ControllerRuntime
import KubernetesClient
import Metering
import Time
import Transport

/// The metrics of one operator at one moment: controller-runtime's and client-go's under their names, labels, buckets and help texts,
/// so that dashboards made for them work, and our own under `physics_operator_`.
///
/// Bounded whatever happens: label values are controllers, watched types, HTTP methods and codes, the one API server, services for as
/// long as their rollout is in flight, and as many services with a forecast as `ForecastMetrics` shows.
struct OperatorMetrics {
  let statistics: RuntimeStatistics?
  let requests: RequestStatistics
  let suppressedWrites: Int
  let rollouts: RolloutMetrics
  let forecasts: ForecastMetrics

  var families: [MetricFamily] {
    passes + workQueue + client + election + caches
      + [OperatorMetricDefinitions.suppressedWrites.family(Double(suppressedWrites))]
      + rollouts.families + forecasts.families
  }

  private typealias Definitions = OperatorMetricDefinitions
  private typealias Queue = RuntimeStatistics.Queue
  private typealias Reflector = RuntimeStatistics.Reflector

  private var passes: [MetricFamily] {
    [
      Definitions.reconciles.family(queues.flatMap(Self.results)),
      perQueue(Definitions.reconcileErrors, \.outcomes.errors),
      perQueue(Definitions.terminalErrors, \.outcomes.terminalErrors),
      // Swift has no panics to recover from: whatever would be one ends the process.
      Definitions.panics.family(queues.map { MetricSample([$0.controller], 0) }),
      Definitions.reconcileTime.family(
        queues.map { MetricSample([$0.controller], $0.counters.reconcileTime) }
      ),
      Definitions.workers.family(queues.map { MetricSample([$0.controller], $0.workers) }),
      perQueue(Definitions.activeWorkers, \.inProgress),
    ]
  }

  /// `requeue` is always there and always 0: no pass of ours asks for another at once.
  private static func results(of queue: Queue) -> [MetricSample] {
    let outcomes = queue.counters.outcomes
    return [
      ("error", outcomes.errors), ("requeue", 0), ("requeue_after", outcomes.requeueAfter),
      ("success", outcomes.success),
    ].map { MetricSample([queue.controller, $0.0], $0.1) }
  }

  private var workQueue: [MetricFamily] {
    [
      perName(Definitions.depth) { MetricSample($0, $1.depth) },
      perName(Definitions.delayed) { MetricSample($0, $1.delayed) },
      perName(Definitions.adds) { MetricSample($0, $1.adds) },
      perName(Definitions.queueDuration) { MetricSample($0, $1.queueDuration) },
      perName(Definitions.workDuration) { MetricSample($0, $1.workDuration) },
      perName(Definitions.unfinishedWork) { MetricSample($0, $1.unfinishedWork.seconds) },
      perName(Definitions.longestRunning) { MetricSample($0, $1.longestRunning.seconds) },
      perName(Definitions.retries) { MetricSample($0, $1.retries) },
    ]
  }

  private var client: [MetricFamily] {
    [
      Definitions.requests.family(
        requests.counts.map { count in
          let code = count.code.map(String.init) ?? "<error>"
          return MetricSample([code, requests.host, count.method.rawValue], count.requests)
        }
      ),
      Definitions.requestDuration.family(
        requests.latencies.map {
          MetricSample([requests.host, $0.method.rawValue], $0.durations)
        }
      ),
    ]
  }

  private var election: [MetricFamily] {
    let elections = [statistics?.election].compactMap(\.self)
    return [
      Definitions.leads.family(
        elections.map { MetricSample([$0.lease], $0.isLeading ? 1 : 0) }
      ),
      Definitions.slowPaths.family(elections.map { MetricSample([$0.lease], $0.slowPaths) }),
    ]
  }

  private var caches: [MetricFamily] {
    [
      perCache(Definitions.cacheObjects) { Double($0.objects) },
      perCache(Definitions.cacheSynced) { $0.hasSynced ? 1 : 0 },
      perCache(Definitions.cacheLag) { $0.lag?.seconds },
      perCache(Definitions.cacheRelists) { Double($0.relists) },
      perCache(Definitions.watchAge) { $0.watchAge?.seconds },
      perCache(Definitions.watches) { Double($0.counters.watches) },
      perCache(Definitions.watchEvents) { Double($0.counters.events) },
      perCache(Definitions.watchFailures) { Double($0.counters.failures) },
    ]
  }

  private var queues: [Queue] { statistics?.queues ?? [] }

  private func perQueue(
    _ definition: MetricDefinition,
    _ count: (WorkQueueStatistics) -> Int
  ) -> MetricFamily {
    definition.family(queues.map { MetricSample([$0.controller], count($0.counters)) })
  }

  /// client-go's queue metrics carry the name twice.
  private func perName(
    _ definition: MetricDefinition,
    _ sample: ([String], WorkQueueStatistics) -> MetricSample
  ) -> MetricFamily {
    definition.family(queues.map { sample([$0.controller, $0.controller], $0.counters) })
  }

  private func perCache(
    _ definition: MetricDefinition,
    _ number: (Reflector) -> Double?
  ) -> MetricFamily {
    let reflectors = statistics?.reflectors ?? []
    return definition.family(
      reflectors.compactMap { reflector in
        number(reflector).map { MetricSample([reflector.resource], $0) }
      }
    )
  }
}
