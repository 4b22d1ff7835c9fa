import APIMachinery

/// An object of which only the existence matters.
struct PlainRecord: MirroredObject {
  let key: ObjectKey
  let uid: String
  private(set) var resourceVersion: UInt64

  init(_ object: APIObject) {
    key = object.key
    uid = object.uid
    resourceVersion = UInt64(object.resourceVersion) ?? 0
  }

  mutating func refresh(_ object: APIObject) {
    resourceVersion = UInt64(object.resourceVersion) ?? 0
  }
}
