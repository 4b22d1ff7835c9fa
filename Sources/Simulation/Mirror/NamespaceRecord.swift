import APIMachinery

/// A namespace, as far as it takes content.
struct NamespaceRecord: MirroredObject {
  let key: ObjectKey
  let uid: String
  private(set) var resourceVersion: UInt64 = 0
  private(set) var isBeingDeleted = false

  init(_ object: APIObject) {
    key = object.key
    uid = object.uid
    refresh(object)
  }

  mutating func refresh(_ object: APIObject) {
    resourceVersion = UInt64(object.resourceVersion) ?? 0
    isBeingDeleted = object.isBeingDeleted
  }
}
