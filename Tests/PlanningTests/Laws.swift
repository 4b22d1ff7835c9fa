import APIMachinery
import JSON
import PhysicsResources
import Planning
import Time

/// The invariants that speak of single plans; each violation is a sentence.
enum Laws {
  static func violations(of plan: Plan, over observation: Observation, in world: World) -> [String]
  {
    var faults = plan.actions.flatMap { action in
      [
        sumsTo100(action, world), raisesOnlyOntoReady(action, world),
        shrinksOnlyDrained(action, plan, world),
        repointsOnlyIdle(action, world), keepsDemand(action, plan, world),
        meansWhatItSaw(action, world),
      ]
    }.compactMap(\.self)
    faults += [writesOnce(plan), isOrdered(plan), wakesUp(plan), roundTrips(plan)].compactMap(
      \.self
    )
    // Twice the work of a pass, so where it can fail: where something is decided.
    if plan.mustJournal { faults += [repeats(plan, observation)].compactMap(\.self) }
    let phase = plan.status.phase.map(\.rawValue) ?? "-"
    return faults.map { "\(world.now.rfc3339) \(phase): \($0)" }
  }

  /// What is changed is ours, and the very version that was looked at.
  private static func meansWhatItSaw(_ action: PlannedAction, _ world: World) -> String? {
    guard let present = world.children.child(action.type, named: action.key.name) else {
      return nil
    }
    let name = "\(action.verb.rawValue) \(action.type.kind) \(action.key.name)"
    switch action.operation {
    case .apply(let object):
      let isSame =
        object.uid == present.uid && object.resourceVersion == present.resourceVersion
      return isSame ? nil : "R: \(name) does not name the version that was seen"
    case .delete(let uid) where uid != present.uid: return "O3: \(name) means \(uid)"
    case .scale, .delete:
      guard action.resourceVersion == present.resourceVersion else {
        return "O3: \(name) means version \(action.resourceVersion ?? "any")"
      }
      let isOurs =
        present.controllerOwner?.uid == world.resource["metadata"]?["uid"]?.stringValue
      return isOurs ? nil : "O3: \(name) is not ours"
    case .create, .patch: return nil
    }
  }

  /// The law I10.
  private static func sumsTo100(_ action: PlannedAction, _ world: World) -> String? {
    guard let weights = world.weights(after: action) else { return nil }
    // What the user had gave the canary nothing, in whatever unit.
    let isRight = weights.reduce(0, +) == 100 || weights == [1, 0]
    return isRight ? nil : "I10: weights \(weights)"
  }

  /// The law I1.
  private static func raisesOnlyOntoReady(_ action: PlannedAction, _ world: World) -> String? {
    guard let weights = world.weights(after: action), weights.count == 2 else { return nil }
    let before = world.weightCarrier.map { WeightCarrier.share(of: $0.1) } ?? 0
    let after = weights[1] * 100 / max(1, weights[0] + weights[1])
    guard after > before else { return nil }
    let ready =
      world.children.child(.services, named: "api-canary").map(world.selected)?
      .count(where: world.isReady) ?? 0
    let needed = max(1, (world.demand * after + 99) / 100)
    return ready >= min(needed, 20)
      ? nil : "I1: \(before) -> \(after) onto \(ready) of \(needed) pods"
  }

  /// The law I2.
  private static func shrinksOnlyDrained(_ action: PlannedAction, _ plan: Plan, _ world: World)
    -> String?
  {
    guard action.type == .deployments,
      let present = world.children.child(.deployments, named: action.key.name)
    else { return nil }
    let after: Int
    switch action.operation {
    case .scale(let replicas): after = replicas
    case .delete: after = 0
    case .create, .apply, .patch: return nil
    }
    guard after < present.spec["replicas"]?.intValue ?? 0 else { return nil }
    let revision = present.label(Keys.revision) ?? ""
    guard let served = world.lastServed[revision], world.now - served < .seconds(60) else {
      return nil
    }
    return
      "I2: \(world.withVersions(action.key.name)) shrinks \((world.now - served).goDuration) after it served"
  }

  /// The law I3.
  private static func repointsOnlyIdle(_ action: PlannedAction, _ world: World) -> String? {
    guard action.type == .services, let after = action.object, case .apply = action.operation,
      let before = world.children.child(.services, named: action.key.name),
      let old = before.spec["selector"]?[Keys.revision],
      old != after.spec["selector"]?[Keys.revision],
      world.weightCarrier != nil, !world.isTampered
    else { return nil }
    let weights = [
      "api-stable": 100 - world.acknowledgedWeight, "api-canary": world.acknowledgedWeight,
    ]
    let weight = weights[action.key.name] ?? 0
    let serves = world.selected(by: before).contains(where: world.isReady)
    return weight == 0 || !serves ? nil : "I3: \(action.key.name) re-pointed at weight \(weight)"
  }

  /// The law I5.
  private static func keepsDemand(_ action: PlannedAction, _ plan: Plan, _ world: World) -> String?
  {
    let inFlight: [PhysicsAPIPhase] = [.progressing, .baking, .paused, .rollingBack]
    guard let phase = plan.status.phase, inFlight.contains(phase),
      let stable = plan.status.stable?.revision, plan.status.canary?.weight ?? 0 > 0
    else { return nil }
    if case .scale(let replicas) = action.operation, action.key.name == "api-\(stable)",
      replicas < world.demand
    {
      return "I5: stable scaled to \(replicas)"
    }
    guard action.type == .horizontalPodAutoscalers, action.key.name == "api",
      let after = action.object,
      let before = world.children.child(.horizontalPodAutoscalers, named: "api")
    else { return nil }
    let (old, new) = (
      before.spec["minReplicas"]?.intValue ?? 0, after.spec["minReplicas"]?.intValue ?? 0
    )
    return new < old && new < world.demand
      ? "I5: floor \(old) -> \(new) at demand \(world.demand)" : nil
  }

  /// The law I8.
  private static func writesOnce(_ plan: Plan) -> String? {
    let keys = plan.actions.map { "\($0.type.kind) \($0.key)" }
    return Set(keys).count == keys.count ? nil : "I8: two writes to one object in \(keys)"
  }

  private static func repeats(_ plan: Plan, _ observation: Observation) -> String? {
    Planning.plan(observation) == plan ? nil : "the same observation gave another plan"
  }

  private static func isOrdered(_ plan: Plan) -> String? {
    let ids = plan.actions.map(\.id)
    for (index, action) in plan.actions.enumerated()
    where !action.prerequisites.allSatisfy({ ids[..<index].contains($0) }) {
      return "\(action.id) comes before what it needs"
    }
    let urgent = plan.actions.map { $0.urgency == .takesTrafficAway }
    return urgent == urgent.sorted { $0 && !$1 } ? nil : "traffic is not taken away first"
  }

  private static func wakesUp(_ plan: Plan) -> String? {
    let resting: [PhysicsAPIPhase] = [.steady, .rolledBack, .degraded]
    guard let phase = plan.status.phase, !resting.contains(phase) else { return nil }
    return plan.wakeAfter == nil ? "nothing wakes \(phase.rawValue)" : nil
  }

  private static func roundTrips(_ plan: Plan) -> String? {
    PhysicsAPIStatus(json: plan.status.json) == plan.status
      ? nil : "the status does not survive JSON"
  }
}

extension PlannedAction {
  /// What would be written; `nil` for a scale and a deletion.
  var object: APIObject? {
    switch operation {
    case .create(let object, _), .apply(let object): object
    case .scale, .patch, .delete: nil
    }
  }
}
