package import APIMachinery
import Synchronization

/// Our own writes until the caches have caught up with them, so that a pass never acts on a world older than its own last step (Q5).
///
/// The gate makes a pass wait for its copies, but not for ever; this makes it see its own writes whatever the copies show.
package final class WrittenObjects: Sendable {
  private enum Entry {
    case present(APIObject)
    /// Deleted by us; a cached copy with this UID is history.
    case deleted(uid: String, version: String)
  }

  private let entries = Mutex<[ResourceType: [ObjectKey: Entry]]>([:])

  package init() {}

  package func record(_ object: APIObject, as type: ResourceType) {
    entries.withLock { $0[type, default: [:]][object.key] = .present(object) }
  }

  /// - Parameter version: the one that was deleted; a cache that has not come so far may still show the object's creation.
  package func recordDeletion(
    _ type: ResourceType,
    _ key: ObjectKey,
    uid: String,
    version: String
  ) {
    entries.withLock {
      $0[type, default: [:]][key] = .deleted(uid: uid, version: version)
    }
  }

  /// Whichever of the cached and the written copy is newer; a written copy is forgotten once the cache has it.
  ///
  /// - Parameter seen: the version of the whole cache, read before `cached`: a cache that has passed our write knows better even when it
  ///   has no such object.
  package func newest(
    _ type: ResourceType,
    _ key: ObjectKey,
    cached: APIObject?,
    seen: String
  ) -> APIObject? {
    entries.withLock { entries in
      switch entries[type]?[key] {
      case nil:
        return cached
      case .deleted(let uid, let version):
        guard cached?.uid != uid else { return nil }
        let isPassed = ResourceVersion.isAtLeast(seen, version) ?? true
        guard cached != nil || isPassed else { return nil }
        entries[type]?[key] = nil
        return cached
      case .present(let object):
        let isPassed = ResourceVersion.isAtLeast(seen, object.resourceVersion) ?? false
        guard isPassed || hasCaughtUp(cached, with: object) else { return object }
        entries[type]?[key] = nil
        return cached
      }
    }
  }

  /// Copies that the caches may not have, in no particular order.
  package func objects(_ type: ResourceType) -> [APIObject] {
    entries.withLock { entries in
      (entries[type] ?? [:]).values.compactMap { entry in
        if case .present(let object) = entry { object } else { nil }
      }
    }
  }

  /// Called when an object was heard of: what the cache shows need not be kept here, where every pass would look at it.
  package func noteHeard(_ object: APIObject, as type: ResourceType) {
    entries.withLock { entries in
      guard case .present(let written) = entries[type]?[object.key], written.uid == object.uid,
        hasCaughtUp(object, with: written)
      else { return }
      entries[type]?[object.key] = nil
    }
  }

  /// Called when a deletion was heard of: what we wrote before it is history too.
  package func forget(_ type: ResourceType, _ key: ObjectKey) {
    entries.withLock { $0[type]?[key] = nil }
  }

  private func hasCaughtUp(_ cached: APIObject?, with object: APIObject) -> Bool {
    guard let cached else { return false }
    return ResourceVersion.isAtLeast(cached.resourceVersion, object.resourceVersion) ?? true
  }
}
