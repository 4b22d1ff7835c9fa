package import Time

/// What the HPA would do by itself, without a floor of ours under it.
///
/// A floor changes what its HPA does later: with a few pods more than it asked for, the load's ratio lies within the HPA's tolerance and
/// it does not scale up where alone it would have. So the floor never lies below what the HPA alone would have: then a forecast can
/// only add pods.
package struct ReactiveScaling: Hashable, Sendable {
  private var hpa = HorizontalPodAutoscalerModel()
  /// The replicas that the HPA alone would have; `nil` before the first load.
  package private(set) var replicas: Int?

  package init() {}

  /// Takes the load of the last minute and what the HPA aims at per replica, both requests per second.
  ///
  /// A load or target that is no positive number changes nothing, as a metric that fails changes nothing for the HPA.
  package mutating func observe(
    load: Double?,
    targetPerReplica target: Double,
    bounds: ReplicaBounds,
    behavior: ScalingBehavior? = .apiDefault,
    now: Timestamp
  ) {
    guard let load, load.isFinite, load >= 0, target.isFinite, target > 0 else { return }
    let outcome = hpa.sync(
      HPASpec(bounds: bounds, metrics: [.totalAverageValue(target)], behavior: behavior),
      currentReplicas: replicas ?? max(1, bounds.clamp(replicaCount(load / target))),
      readings: [.total(load)],
      now: now
    )
    replicas = outcome.desiredReplicas
  }
}
