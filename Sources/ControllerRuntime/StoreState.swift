package import APIMachinery
import JSON

/// Objects by key with their indexes; every answer is in the order of the keys.
package struct StoreState: Sendable {
  private let indexes: [StoreIndex]
  private var objects: [ObjectKey: APIObject] = [:]
  /// Keys by index name and value.
  private var keys: [String: [String: Set<ObjectKey>]] = [:]
  /// The version of the collection that the objects show; empty before the first `replace`.
  package private(set) var resourceVersion = ""

  package init(indexes: [StoreIndex] = []) {
    self.indexes = indexes
  }

  package var count: Int { objects.count }
  package var all: [APIObject] { objects.values.sorted { $0.key < $1.key } }

  package func object(_ key: ObjectKey) -> APIObject? { objects[key] }

  package func objects(_ index: StoreIndex, _ value: String) -> [APIObject] {
    (keys[index.name]?[value] ?? []).sorted().compactMap { objects[$0] }
  }

  /// Puts an object in; `nil` when the store has that very version already.
  package mutating func put(_ object: APIObject) -> StoreChange? {
    resourceVersion = object.resourceVersion
    return insert(object)
  }

  /// Takes an object out that was seen to go.
  package mutating func remove(_ object: APIObject) -> StoreChange? {
    resourceVersion = object.resourceVersion
    guard withdraw(object.key) != nil else { return nil }
    return .deleted(object, finalStateIsKnown: true)
  }

  /// Notes that nothing changed up to a version.
  package mutating func advance(to version: String) {
    resourceVersion = version
  }

  /// Makes these objects the whole content; what is not among them is deleted, its last state unseen (R10).
  package mutating func replace(
    _ newObjects: [APIObject],
    resourceVersion version: String
  ) -> [StoreChange] {
    let kept = Set(newObjects.map(\.key))
    let gone = objects.keys.filter { !kept.contains($0) }.sorted()
    let deletions = gone.compactMap { key in
      withdraw(key).map { StoreChange.deleted($0, finalStateIsKnown: false) }
    }
    let insertions = newObjects.compactMap { insert($0) }
    resourceVersion = version
    return deletions + insertions
  }

  private mutating func insert(_ object: APIObject) -> StoreChange? {
    let object = object.withoutManagedFields
    let key = object.key
    let old = objects[key]
    if let old, old.resourceVersion == object.resourceVersion, old.uid == object.uid { return nil }
    withdraw(key)
    objects[key] = object
    for index in indexes {
      for value in index.values(object) {
        keys[index.name, default: [:]][value, default: []].insert(key)
      }
    }
    return old.map { .updated(old: $0, new: object) } ?? .added(object)
  }

  @discardableResult
  private mutating func withdraw(_ key: ObjectKey) -> APIObject? {
    guard let object = objects.removeValue(forKey: key) else { return nil }
    for index in indexes {
      for value in index.values(object) {
        keys[index.name]?[value]?.remove(key)
        if keys[index.name]?[value]?.isEmpty ?? false { keys[index.name]?[value] = nil }
      }
    }
    return object
  }
}

extension APIObject {
  /// Field ownership is a third of an object's bytes, and no decision reads it.
  var withoutManagedFields: APIObject {
    guard json["metadata"]?["managedFields"] != nil else { return self }
    var object = self
    object.metadata["managedFields"] = nil
    return object
  }
}
