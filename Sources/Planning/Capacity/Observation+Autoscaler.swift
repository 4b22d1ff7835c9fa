import PhysicsResources
import Scaling

extension Observation {
  /// The pods that the autoscalers would have without a floor of ours: what their readings ask for, within the user's limits.
  ///
  /// Without the HPA's memory of five minutes, so that it shows what the load needs now. While no autoscaler has a reading, what an HPA
  /// would make of the load; `nil` when that is not known either.
  package var replicasByHPAAlone: Int? {
    let scaling = resource.spec.scaling
    let asked = Demand(view: ServiceView(observation: self)).replicas ?? floorEvidence?.reactive
    return asked.map { max(scaling.minReplicas, min(scaling.maxReplicas, $0)) }
  }
}
