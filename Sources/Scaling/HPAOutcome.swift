/// What one sync of the HPA came to.
package struct HPAOutcome: Hashable, Sendable {
  /// The replicas that it writes to the scale subresource.
  package let desiredReplicas: Int
  package let scalingActive: ScalingActive
  package let limit: ScalingLimit

  /// The condition `ScalingActive`.
  package enum ScalingActive: Hashable, Sendable {
    /// True, `ValidMetricFound`.
    case validMetricFound
    /// False: no metric could be read, or too few to dare a step down.
    case failedGetMetrics
    /// False: the target has 0 replicas.
    case scalingDisabled
    /// The sync was spent on bringing the replicas within their bounds and read no metric.
    case notEvaluated
  }

  /// The condition `ScalingLimited` with its reason.
  package enum ScalingLimit: Hashable, Sendable {
    case desiredWithinRange
    case tooFewReplicas
    case tooManyReplicas
    case scaleUpLimit
    case scaleDownLimit
  }
}
