/// Names one collection of stored objects, whatever versions and groups serve it.
struct StorageID: Hashable, Comparable, Sendable {
  let group: String
  let plural: String

  static func < (left: StorageID, right: StorageID) -> Bool {
    (left.group, left.plural) < (right.group, right.plural)
  }
}
