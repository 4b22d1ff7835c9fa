import APIMachinery
import EmbeddedAPIServer
import PhysicsResources

/// I3: a target's selector moves only while the target has weight 0, and never onto a revision without pods while the one before had some.
struct SelectorOracle: Oracle {
  /// What we made each target select; `nil` for all.
  private var own: [ObjectKey: String?] = [:]

  mutating func see(_ moment: OracleMoment) -> [Breach] {
    guard moment.isOurs, moment.record.type == .services else { return [] }
    let ours = own[moment.record.key]
    let after = moment.after.selectedRevision(moment.record.key)
    own[moment.record.key] = moment.record.new == nil ? nil : .some(after)
    guard moment.record.old != nil, moment.record.new != nil, let service = moment.service
    else { return [] }
    let before = moment.before.selectedRevision(moment.record.key)
    // Back to what we wrote last: the repair of a rival's edit, after which users are where they belong.
    guard before != after, ours != .some(after) else { return [] }
    let share = weight(of: moment.record.key, in: service, moment.before)
    guard share > 0 else { return [] }
    return [
      moment.breach(
        "I3",
        "the selector moves from \(before ?? "all") to \(after ?? "all") under \(share) % of the traffic"
      )
    ]
  }

  /// Only targets of a route have one; without a route the selector is the switch itself.
  private func weight(
    of target: ObjectKey,
    in service: RecordedService,
    _ world: RecordedWorld
  ) -> Int {
    guard let split = world.split(of: service) else { return 0 }
    // A first revision that never answered has nothing to lose by a repair.
    guard !world.readyEndpoints(target).isEmpty else { return 0 }
    if target == service.child("-stable") { return split.stableShare }
    return target == service.child("-canary") ? split.canaryShare : 0
  }
}
