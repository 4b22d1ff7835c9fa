import APIMachinery
import ControllerRuntime
import PhysicsResources
import Planning

extension Assembly {
  /// Watches what the resources track from moment to moment; a change concerns those that track it.
  func trackedSecrets(_ caches: ObjectCaches, _ queue: WorkQueue) -> TrackedSecrets {
    let resources = caches.informer(of: .physicsAPIs)?.store
    let secrets = TrackedSecrets(
      client: client,
      clock: clock,
      seed: options.seed &+ 10_000,
      logger: logger
    ) { key in
      for resource in resources?.objects(.trackedSecrets, key.description) ?? [] {
        queue.add(resource.key, after: ChangeUrgency.burst)
      }
    }
    caches.informer(of: .physicsAPIs)?.onChange { change in
      guard !change.isResync, Self.mayTrackOthers(after: change) else { return }
      let wanted = resources?.all.flatMap(\.trackedSecrets) ?? []
      secrets.follow(Set(wanted).sorted())
    }
    return secrets
  }

  private static func mayTrackOthers(after change: StoreChange) -> Bool {
    if case .updated(let old, let new) = change { return old.trackedSecrets != new.trackedSecrets }
    return !change.object.trackedSecrets.isEmpty
  }
}
