import APIMachinery
import EmbeddedAPIServer
import PhysicsResources

/// I7: what becomes stable was the canary, and is not rejected.
struct PromotionOracle: Oracle {
  /// The last canary of each service.
  private var canaries: [ObjectKey: String] = [:]

  mutating func see(_ moment: OracleMoment) -> [Breach] {
    guard moment.record.type == .physicsAPIs, let service = moment.after.service(moment.record.key)
    else { return [] }
    let before = moment.before.service(service.key)
    defer {
      if let canary = service.status.canary { canaries[service.key] = canary.revision }
    }
    guard moment.isOurs, before?.uid == service.uid, let old = before?.status.stable?.revision,
      let new = service.status.stable?.revision, old != new,
      before?.status.phase != .initializing, before?.status.phase != .degraded
    else { return [] }
    guard canaries[service.key] == new else {
      return [moment.breach("I7", "\(new) becomes stable and was not the canary")]
    }
    guard service.status.rejected.contains(where: { $0.revision == new }) else { return [] }
    return [moment.breach("I7", "rejected revision \(new) becomes stable")]
  }
}
