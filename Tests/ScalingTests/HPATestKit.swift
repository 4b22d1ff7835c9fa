import Scaling
import Time

/// Pods and readings for the HPA's tests; a pod requests 100 units, so usage is percent.
enum HPATestKit {
  static let start = Timestamp(epochSeconds: 1_800_000_000)

  /// Started long ago and ready ever since; measured unless `usage` is `nil`.
  static func ready(_ usage: Double?) -> PodReading {
    pod(
      .running(startedAt: start - .seconds(9_000), isReady: true, since: start - .seconds(8_000)),
      usage
    )
  }

  /// Started ten seconds ago and not ready.
  static func starting(_ usage: Double?) -> PodReading {
    pod(
      .running(startedAt: start - .seconds(10), isReady: false, since: start - .seconds(10)),
      usage
    )
  }

  static func pod(
    _ phase: PodReading.Phase,
    _ usage: Double?,
    takenAt: Timestamp = start
  ) -> PodReading {
    PodReading(
      phase: phase,
      request: 100,
      measurement: usage.map { .init(usage: $0, takenAt: takenAt, window: .seconds(30)) }
    )
  }

  static func spec(
    min: Int = 1,
    max: Int = 100,
    _ metrics: [MetricTarget],
    behavior: ScalingBehavior? = nil
  ) -> HPASpec {
    HPASpec(bounds: ReplicaBounds(min: min, max: max), metrics: metrics, behavior: behavior)
  }

  static func cpu(_ percent: Int) -> MetricTarget { .utilization(percent: percent, resource: .cpu) }

  /// One sync of a fresh HPA, without behavior and with room for any step.
  static func replicas(
    _ target: MetricTarget,
    current: Int,
    _ pods: [PodReading]
  ) -> Int {
    var hpa = HorizontalPodAutoscalerModel()
    return hpa.sync(
      spec([target], behavior: .unlimited),
      currentReplicas: current,
      readings: [.pods(pods)],
      now: start
    ).desiredReplicas
  }
}

extension ScalingBehavior {
  /// No windows and no rate limits: what the metrics want is done.
  static let unlimited = ScalingBehavior(
    scaleUp: ScalingRules(
      stabilizationWindow: .zero,
      selection: .max,
      policies: [.init(.pods(1_000), per: .seconds(15))]
    ),
    scaleDown: ScalingRules(
      stabilizationWindow: .zero,
      selection: .max,
      policies: [.init(.percent(100), per: .seconds(15))]
    )
  )
}
