import APIMachinery
import EmbeddedAPIServer
import PhysicsResources

/// O6: generations and times of the status never go back, and Ready is never said of a spec that nobody has seen.
struct StatusOracle: Oracle {
  mutating func see(_ moment: OracleMoment) -> [Breach] {
    guard moment.isOurs, moment.record.type == .physicsAPIs,
      let after = moment.after.service(moment.record.key),
      let before = moment.before.service(moment.record.key), before.uid == after.uid
    else { return [] }
    let (old, new) = (before.status, after.status)
    var sentences: [String] = []
    if new.observedGeneration < old.observedGeneration {
      sentences.append(
        "observedGeneration goes back from \(old.observedGeneration) to \(new.observedGeneration)"
      )
    }
    if new.observedGeneration > after.generation {
      sentences.append("generation \(new.observedGeneration) does not exist yet")
    }
    for condition in new.conditions {
      let known = old.conditions.first { $0.type == condition.type }
      if let known, condition.lastTransitionTime < known.lastTransitionTime {
        sentences.append("the transition time of \(condition.type) goes back")
      }
      if condition.type == ConditionType.ready.rawValue, condition.status == .yes,
        condition.observedGeneration > new.observedGeneration
      {
        sentences.append("Ready is said of generation \(condition.observedGeneration)")
      }
    }
    return sentences.map { moment.breach("O6", $0) }
  }
}
