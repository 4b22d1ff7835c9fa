import APIMachinery
import EmbeddedAPIServer
import JSON
import PhysicsResources
import Time

/// I5, O5: stable keeps what the whole load needs, autoscalers and budgets speak of one revision each, and replicas have one writer.
struct CapacityOracle: Oracle {
  mutating func see(_ moment: OracleMoment) -> [Breach] {
    guard moment.isOurs, let service = moment.service else { return [] }
    switch moment.record.type {
    case .deployments: return secondWriter(moment) + lowered(moment, service)
    case .horizontalPodAutoscalers: return sharedTarget(moment) + floor(moment, service)
    case .podDisruptionBudgets: return budget(moment)
    default: return []
    }
  }

  /// An autoscaler and we at once.
  private func secondWriter(_ moment: OracleMoment) -> [Breach] {
    guard let old = moment.record.old?.spec["replicas"]?.intValue,
      let new = moment.record.new?.spec["replicas"]?.intValue, old != new, old > 0
    else { return [] }
    return autoscalers(of: moment.record.key.name, moment).prefix(1).map {
      moment.breach("O5", "replicas go from \(old) to \(new) beside the autoscaler \($0.name)")
    }
  }

  private func autoscalers(of deployment: String, _ moment: OracleMoment) -> [APIObject] {
    moment.before.list(.horizontalPodAutoscalers, in: moment.record.key.namespace).filter {
      $0.spec["scaleTargetRef"]?["name"]?.stringValue == deployment && !$0.isBeingDeleted
    }
  }

  private func sharedTarget(_ moment: OracleMoment) -> [Breach] {
    guard let target = moment.record.new?.spec["scaleTargetRef"]?["name"]?.stringValue else {
      return []
    }
    return autoscalers(of: target, moment).filter { $0.key != moment.record.key }.prefix(1).map {
      moment.breach("O5", "\(target) has the autoscaler \($0.name) already")
    }
  }

  private func budget(_ moment: OracleMoment) -> [Breach] {
    guard let selector = moment.record.new?.spec["selector"],
      selector["matchLabels"]?[Keys.revision]?.stringValue == nil
    else { return [] }
    return [moment.breach("O5", "the budget does not select a single revision")]
  }

  /// The floor under stable while another revision has a part of its load.
  private func floor(_ moment: OracleMoment, _ service: RecordedService) -> [Breach] {
    guard isStableNeeded(service, moment),
      let target = moment.record.old?.spec["scaleTargetRef"]?["name"]?.stringValue,
      target == stableDeployment(service)?.name
    else { return [] }
    guard let new = moment.record.new else {
      return [moment.breach("I5", "stable loses its autoscaler while a canary has weight")]
    }
    let old = moment.record.old?.spec["minReplicas"]?.intValue ?? 0
    let floor = new.spec["minReplicas"]?.intValue ?? 0
    guard floor < old else { return [] }
    return short(of: floor, moment, service)
  }

  private func lowered(_ moment: OracleMoment, _ service: RecordedService) -> [Breach] {
    guard isStableNeeded(service, moment), moment.record.key == stableDeployment(service) else {
      return []
    }
    let old = moment.record.old?.spec["replicas"]?.intValue ?? 0
    let new = moment.record.new?.spec["replicas"]?.intValue ?? 0
    return new < old ? short(of: new, moment, service) : []
  }

  private func short(
    of pods: Int,
    _ moment: OracleMoment,
    _ service: RecordedService
  ) -> [Breach] {
    guard let demand = moment.before.demand(of: service) else { return [] }
    let needed = min(Int((demand - 1e-6).rounded(.up)), service.spec.scaling.maxReplicas)
    guard pods < needed else { return [] }
    return [moment.breach("I5", "stable is lowered to \(pods) pods while the load needs \(needed)")]
  }

  private func isStableNeeded(_ service: RecordedService, _ moment: OracleMoment) -> Bool {
    service.isInFlight && (moment.before.split(of: service)?.canaryShare ?? 1) > 0
  }

  private func stableDeployment(_ service: RecordedService) -> ObjectKey? {
    service.status.stable.map { service.child("-\($0.revision)") }
  }
}
