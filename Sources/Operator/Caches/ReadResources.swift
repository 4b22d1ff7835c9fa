import APIMachinery
import JSON
import PhysicsResources
import Synchronization

/// The resources as they were last read: most passes are about children, and reading a specification costs more than comparing it.
package final class ReadResources: Sendable {
  private struct Entry {
    let object: APIObject
    let resource: PhysicsAPI
  }

  private let entries = Mutex<[ObjectKey: Entry]>([:])

  package init() {}

  func read(_ object: APIObject) throws(PhysicsAPIError) -> PhysicsAPI {
    let resource = try newlyRead(object, after: entries.withLock { $0[object.key] })
    entries.withLock { $0[object.key] = Entry(object: object, resource: resource) }
    return resource
  }

  /// A resource whose specification cannot be read any more, with the one that could be read last.
  ///
  /// `nil` when this process never read one.
  func lastReadable(_ object: APIObject) -> PhysicsAPI? {
    guard let known = entries.withLock({ $0[object.key] }), known.object.uid == object.uid else {
      return nil
    }
    return PhysicsAPI(object: object, withSpecOf: known.resource)
  }

  func forget(_ key: ObjectKey) {
    entries.withLock { $0[key] = nil }
  }

  private func newlyRead(
    _ object: APIObject,
    after known: Entry?
  ) throws(PhysicsAPIError) -> PhysicsAPI {
    guard let known, known.object.uid == object.uid else { return try PhysicsAPI(object: object) }
    if known.object.resourceVersion == object.resourceVersion { return known.resource }
    guard known.object.json["spec"] == object.json["spec"] else {
      return try PhysicsAPI(object: object)
    }
    return PhysicsAPI(object: object, withSpecOf: known.resource)
  }
}
