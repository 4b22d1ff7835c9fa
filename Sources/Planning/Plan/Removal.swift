package import APIMachinery
import JSON
import PhysicsResources
package import Time

/// A resource that is being deleted: its children follow it through the garbage collector, and a route of the user's gets its own weights
/// back before.
///
/// It needs neither metrics nor a healthy canary nor a valid specification.
package struct Removal {
  /// As long as this a deletion waits for a route to be restored, and no longer: a Gateway that is gone must not keep a resource.
  package static let patience = Duration.seconds(600)
  private static let look = Duration.seconds(5)

  let key: ObjectKey
  let finalizers: [String]
  let deletedAt: Timestamp?
  let status: PhysicsAPIStatus
  let routes: ObservedChildren
  let now: Timestamp

  private var finalizer: RouteFinalizer {
    RouteFinalizer(key: key, finalizers: finalizers, isBeingDeleted: true)
  }
  private var former: FormerRoute? {
    FormerRoute(status.traffic, among: routes, service: key.name)
  }

  package var plan: Plan {
    guard let release = finalizer.action(isNeeded: false) else { return plan([], wakeAfter: nil) }
    let restoration = former?.restoration
    if isOverdue { return plan([restoration, release], wakeAfter: nil) }
    if let restoration { return plan([restoration], wakeAfter: Self.look) }
    guard former?.isAccepted ?? true else { return plan([], wakeAfter: Self.look) }
    return plan([release], wakeAfter: nil)
  }

  private var isOverdue: Bool {
    deletedAt.map { now >= $0 + Self.patience } ?? false
  }

  private func plan(_ actions: [PlannedAction?], wakeAfter: Duration?) -> Plan {
    Plan(
      actions: actions.compactMap(\.self),
      status: status,
      mustJournal: false,
      events: [],
      wakeAfter: wakeAfter,
      warnings: []
    )
  }
}

extension Removal {
  init(_ observation: Observation) {
    let resource = observation.resource
    self.init(
      key: resource.key,
      finalizers: resource.finalizers,
      deletedAt: resource.deletedAt,
      status: resource.status,
      routes: observation.userRoutes,
      now: observation.now
    )
  }

  /// Of an object whose specification may be anything.
  package init(of object: APIObject, routes: ObservedChildren, at now: Timestamp) {
    self.init(
      key: object.key,
      finalizers: object.finalizers,
      deletedAt: object.deletionTimestamp,
      status: PhysicsAPIStatus(json: object.status),
      routes: routes,
      now: now
    )
  }
}
