import APIMachinery
import EmbeddedAPIServer
import JSON
import PhysicsResources
import Time

/// The invariants that speak of a single write of ours.
struct InvariantRules {
  let world: RecordedWorld
  let record: WriteRecord
  let lastWeightAt: [String: Timestamp]
  let drain: Duration
  let now: Timestamp

  var breaches: [String] {
    switch record.type {
    case .httpRoutes: [weightsSumTo100, raisedOntoReadyPods, rejectedStaysOut].compactMap(\.self)
    case .deployments: [shrinksOnlyDrained].compactMap(\.self)
    case .services: [selectorMovesAtZero].compactMap(\.self)
    default: [deletesOnlyOwn].compactMap(\.self)
    }
  }

  private var namespace: String { record.key.namespace }

  /// I10.
  private var weightsSumTo100: String? {
    let sum = RecordedWorld.weights(record.new).map(\.weight).reduce(0, +)
    return record.new == nil || sum == 100 ? nil : "I10: the weights sum to \(sum)"
  }

  /// I1: a weight goes up only where somebody answers; the first write of a route gives stable everything and is exempt.
  private var raisedOntoReadyPods: String? {
    guard record.old != nil else { return nil }
    let before = RecordedWorld.weights(record.old)
    for (service, weight) in RecordedWorld.weights(record.new) {
      let old = before.first { $0.service == service }?.weight ?? 0
      if weight > old, world.readyEndpoints(service, in: namespace) == 0 {
        return "I1: \(service) goes from \(old) to \(weight) % without a ready endpoint"
      }
    }
    return nil
  }

  /// I11.
  private var rejectedStaysOut: String? {
    guard let resource = world.object(.physicsAPIs, record.key) else { return nil }
    let rejected = PhysicsAPIStatus(json: resource.status).rejected.map(\.revision)
    let raised = RecordedWorld.weights(record.new).filter { weight in
      let before = RecordedWorld.weights(record.old).first { $0.service == weight.service }
      return weight.weight > before?.weight ?? 0
    }
    let revisions = raised.compactMap { world.selectedRevision($0.service, in: namespace) }
    return revisions.first(where: rejected.contains).map {
      "I11: rejected revision \($0) gets weight"
    }
  }

  /// I2: not while a route gives it weight, nor for the drain after.
  private var shrinksOnlyDrained: String? {
    let before = record.old?.spec["replicas"]?.intValue ?? 0
    let after = record.new?.spec["replicas"]?.intValue ?? 0
    guard after < before, let object = record.old, let revision = object.label(Keys.revision),
      let service = object.label(Keys.service) ?? object.controllerOwner?.name
    else { return nil }
    let key = ObjectKey(namespace: namespace, name: service)
    if world.weightedRevisions(of: key).contains(revision) {
      return "I2: revision \(revision) shrinks from \(before) to \(after) while it has weight"
    }
    guard let last = lastWeightAt[revision], now - last < drain else { return nil }
    return "I2: revision \(revision) shrinks \(now - last) after it had weight"
  }

  /// I3: a target's selector changes only while the target has weight 0.
  private var selectorMovesAtZero: String? {
    guard let service = record.new?.label(Keys.service), record.old != nil else { return nil }
    let before = record.old?.spec["selector"]?[Keys.revision]?.stringValue
    let after = record.new?.spec["selector"]?[Keys.revision]?.stringValue
    let route = world.object(.httpRoutes, ObjectKey(namespace: namespace, name: service))
    let weight = RecordedWorld.weights(route).first { $0.service == record.key.name }?.weight ?? 0
    guard before != after, weight > 0 else { return nil }
    return "I3: the selector of \(record.key.name) moves while it has \(weight) % of the traffic"
  }

  /// O3: what we delete is ours.
  private var deletesOnlyOwn: String? {
    guard record.verb == .delete, let old = record.old else { return nil }
    return old.controllerOwner?.kind == ResourceType.physicsAPIs.kind
      ? nil : "O3: deletes an object that is not ours"
  }
}
