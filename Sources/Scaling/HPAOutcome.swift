/// What one sync of the HPA came to.
package struct HPAOutcome: Hashable, Sendable {
  /// The replicas that it writes to the scale subresource.
  package let desiredReplicas: Int
  package let scalingActive: ScalingActive
  package let limit: ScalingLimit
  /// How the window changed what the metrics want.
  package var stabilization = Stabilization.none
  /// The metric that wants the most, by its position in the spec; `nil` when none was asked or could be read.
  package var decidingMetric: Int?
  /// Metrics that could not be read, by their positions in the spec.
  package var failedMetrics: [Int] = []
  /// Whether that metric wants more than there is.
  package var wantsMore = false

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

  /// The condition `AbleToScale` with its reason, while metrics can be read.
  package enum Stabilization: Hashable, Sendable {
    /// `ReadyForNewScale`.
    case none
    /// `ScaleUpStabilized`: a lower wish of the window was taken.
    case up
    /// `ScaleDownStabilized`: a higher wish of the window was taken.
    case down
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
