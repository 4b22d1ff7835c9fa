/// The part of a HorizontalPodAutoscaler's spec that decides.
package struct HPASpec: Hashable, Sendable {
  package var bounds: ReplicaBounds
  package var metrics: [MetricTarget]
  /// `nil` runs the algorithm of autoscaling/v1: doubling, at least to 4, and a fixed window of 300 s on the way down.
  package var behavior: ScalingBehavior?

  package init(bounds: ReplicaBounds, metrics: [MetricTarget], behavior: ScalingBehavior?) {
    self.bounds = bounds
    self.metrics = metrics
    self.behavior = behavior
  }
}
