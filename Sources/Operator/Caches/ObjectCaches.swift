import APIMachinery
package import ControllerRuntime
import PhysicsResources

/// The informers of one operator, and what it has written itself but not heard of yet.
package struct ObjectCaches: Sendable {
  package let informers: [Informer]
  let written: WrittenObjects
  let gate: WriteGate

  package init(
    informers: [Informer],
    written: WrittenObjects = WrittenObjects(),
    gate: WriteGate
  ) {
    self.informers = informers
    self.written = written
    self.gate = gate
  }

  /// Remembers the answer to a write for a resource, until the caches show it.
  func record(_ object: APIObject, as type: ResourceType, for owner: ObjectKey) {
    written.record(object, as: type)
    gate.record(object, as: type, for: owner)
  }

  func object(_ type: ResourceType, _ key: ObjectKey) -> APIObject? {
    // In this order: the version may be older than the object, never newer.
    let seen = informer(of: type)?.lastSeenResourceVersion ?? ""
    let cached = informer(of: type)?.store[key]
    return written.newest(type, key, cached: cached, seen: seen)
  }

  /// The objects of a type that carry the label of a service, in the order of their keys.
  func children(_ type: ResourceType, of service: ObjectKey) -> [APIObject] {
    let index = StoreIndex.label(Keys.service)
    let cached = informer(of: type)?.store.objects(index, service.description) ?? []
    let own = written.objects(type).filter {
      $0.label(Keys.service) == service.name && $0.namespace == service.namespace
    }
    let unheard = own.filter { object in !cached.contains { $0.key == object.key } }
    return (cached + unheard)
      .compactMap { object(type, $0.key) }
      .sorted { $0.key < $1.key }
  }

  func informer(of type: ResourceType) -> Informer? { informers.first { $0.type == type } }
}
