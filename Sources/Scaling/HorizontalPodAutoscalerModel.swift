package import Time

/// The HorizontalPodAutoscaler of the kube-controller-manager as a value: state in, state out, no clock.
///
/// Call `sync` every 15 s with the replicas that the target asks for. The history that stabilisation and policies need is inside.
package struct HorizontalPodAutoscalerModel: Hashable, Sendable {
  /// How often the controller looks.
  package static let syncPeriod: Duration = .seconds(15)
  /// The window on the way down when an HPA names no behavior.
  static let downscaleStabilization: Duration = .seconds(300)
  /// No window or period of the API is longer than an hour; older history is dropped.
  static let longestMemory: Duration = .seconds(3_600)

  var recommendations: [Recommendation] = []
  var changes: [ScaleChange] = []

  /// A count that the metrics asked for, before stabilisation and limits.
  struct Recommendation: Hashable, Sendable {
    let replicas: Int
    let at: Timestamp
  }

  /// A step that was taken; positive on the way up.
  struct ScaleChange: Hashable, Sendable {
    let replicas: Int
    let at: Timestamp
  }

  package init() {}

  /// One sync: `readings` answer the spec's metrics in their order.
  package mutating func sync(
    _ spec: HPASpec,
    currentReplicas: Int,
    readings: [MetricReading],
    now: Timestamp
  ) -> HPAOutcome {
    forget(before: now - Self.longestMemory)
    if recommendations.isEmpty {
      recommendations.append(Recommendation(replicas: currentReplicas, at: now))
    }
    let outcome = outcome(spec, currentReplicas: currentReplicas, readings: readings, now: now)
    let step = outcome.desiredReplicas - currentReplicas
    if step != 0 { changes.append(ScaleChange(replicas: step, at: now)) }
    return outcome
  }

  private mutating func outcome(
    _ spec: HPASpec,
    currentReplicas: Int,
    readings: [MetricReading],
    now: Timestamp
  ) -> HPAOutcome {
    let bounds = spec.bounds
    if currentReplicas == 0 && bounds.min != 0 {
      return HPAOutcome(
        desiredReplicas: 0,
        scalingActive: .scalingDisabled,
        limit: .desiredWithinRange
      )
    }
    if currentReplicas > bounds.max || currentReplicas < bounds.min {
      let limit: HPAOutcome.ScalingLimit =
        currentReplicas > bounds.max ? .tooManyReplicas : .tooFewReplicas
      return HPAOutcome(
        desiredReplicas: bounds.clamp(currentReplicas),
        scalingActive: .notEvaluated,
        limit: limit
      )
    }
    let calculator = ReplicaCalculator(currentReplicas: currentReplicas, now: now)
    let answers = spec.metrics.indices.map { index in
      index < readings.count ? calculator.replicas(spec.metrics[index], readings[index]) : nil
    }
    let failed = answers.indices.filter { answers[$0] == nil }
    guard let (wanted, metric) = Self.wanted(answers, current: currentReplicas) else {
      var outcome = HPAOutcome(
        desiredReplicas: currentReplicas,
        scalingActive: .failedGetMetrics,
        limit: .desiredWithinRange
      )
      outcome.failedMetrics = failed
      return outcome
    }
    var outcome = normalize(wanted, spec: spec, current: currentReplicas, now: now)
    outcome.decidingMetric = metric
    outcome.failedMetrics = failed
    outcome.wantsMore = wanted > currentReplicas
    return outcome
  }

  /// The most that any metric wants, and the first that wants it; `nil` when none could be read, or some could not and the rest want
  /// fewer.
  private static func wanted(
    _ answers: [Int?],
    current: Int
  ) -> (replicas: Int, metric: Int)? {
    guard let most = answers.compactMap({ $0 }).max(),
      let metric = answers.firstIndex(of: most)
    else { return nil }
    return answers.contains(nil) && most < current ? nil : (most, metric)
  }

  private mutating func forget(before cutoff: Timestamp) {
    recommendations.removeAll { $0.at < cutoff }
    changes.removeAll { $0.at < cutoff }
  }
}
