import PhysicsResources

extension Observation {
  /// The pods that the autoscalers would have without a floor of ours: what their readings ask for, within the user's limits.
  ///
  /// Without the HPA's memory of five minutes, so that it shows what the load needs now; `nil` when no autoscaler has a reading yet.
  package var replicasByHPAAlone: Int? {
    let scaling = resource.spec.scaling
    return Demand(view: ServiceView(observation: self)).replicas.map {
      max(scaling.minReplicas, min(scaling.maxReplicas, $0))
    }
  }
}
