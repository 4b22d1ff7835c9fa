import JSON
import APIMachinery
import EmbeddedAPIServer
import PhysicsResources
import Time

/// I2: no write of ours shrinks, deletes or unselects pods that users may still reach, nor for `drain` after.
struct DrainOracle: Oracle {
  private var histories: [TrafficHistory] = []

  mutating func see(_ moment: OracleMoment) -> [Breach] {
    let breaches = moment.isOurs ? shrinking(moment) : []
    update(moment)
    return breaches
  }

  private mutating func update(_ moment: OracleMoment) {
    let types: [ResourceType] = [
      .physicsAPIs, .httpRoutes, .traefikServices, .services, .endpointSlices,
    ]
    guard types.contains(moment.record.type) else { return }
    histories.removeAll { history in
      !moment.after.services.contains { $0.uid == history.uid }
    }
    for service in moment.after.services {
      let known = histories.firstIndex { $0.uid == service.uid }
      if known == nil { histories.append(TrafficHistory(service)) }
      histories[known ?? histories.count - 1].update(service, moment.after, at: moment.now)
    }
  }

  private func shrinking(_ moment: OracleMoment) -> [Breach] {
    guard moment.record.type == .deployments, let old = moment.record.old,
      let revision = old.label(Keys.revision), let service = moment.service,
      let history = histories.first(where: { $0.uid == service.uid })
    else { return [] }
    let before = old.spec["replicas"]?.intValue ?? 0
    let after = moment.record.new.map { $0.spec["replicas"]?.intValue ?? 0 } ?? 0
    // Who has no pod that answers has nobody to lose.
    guard after < before, moment.before.readyPods(of: revision, in: service) > 0 else { return [] }
    let words = "revision \(revision) shrinks from \(before) to \(after)"
    if history.reached.contains(revision) {
      return [moment.breach("I2", "\(words) while users reach it")]
    }
    guard let left = history.leftAt(revision), moment.now - left < service.spec.rollout.drain
    else { return [] }
    return [moment.breach("I2", "\(words) \(moment.now - left) after users could reach it")]
  }
}
