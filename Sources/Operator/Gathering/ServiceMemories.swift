import APIMachinery
import PhysicsResources
import Synchronization
package import Time

/// The memories of all services; one per UID, so that a resource made anew begins anew.
package final class ServiceMemories: Sendable {
  private let memories = Mutex<[ObjectKey: ServiceMemory]>([:])
  private let clock: any WallClock

  package init(clock: any WallClock) {
    self.clock = clock
  }

  func memory(of resource: PhysicsAPI) -> ServiceMemory {
    let now = clock.timestamp
    return memories.withLock { memories in
      if let known = memories[resource.key], known.uid == resource.uid { return known }
      let memory = ServiceMemory(uid: resource.uid, bornAt: now)
      memories[resource.key] = memory
      return memory
    }
  }

  /// What is known of a service's load; `nil` for one that was not looked at yet.
  func load(of key: ObjectKey) -> LoadMemory? {
    memories.withLock { $0[key] }?.withState { $0.load }
  }

  /// As after a restart: what was measured before another process led says nothing about now.
  func forgetAll() {
    memories.withLock { $0 = [:] }
  }

  func forget(_ key: ObjectKey) {
    memories.withLock { $0[key] = nil }
  }
}
