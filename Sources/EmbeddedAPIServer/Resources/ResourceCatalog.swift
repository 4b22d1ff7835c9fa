import APIMachinery
import JSON

/// The resources served at the moment: the built-in ones and those of established custom resource definitions.
struct ResourceCatalog: Sendable {
  /// Built-in resources first, then custom ones in the order of their establishment.
  private(set) var resources: [ServedResource] = []
  /// Counts the changes of what is served; clients cache documents by it.
  private(set) var edition = 0

  init(_ resources: [ServedResource]) {
    self.resources = resources
  }

  func resource(group: String, version: String, plural: String) -> ServedResource? {
    resources.first {
      $0.type.plural == plural && $0.type.group == group && $0.type.version == version
    }
  }

  func resource(_ type: ResourceType) -> ServedResource? {
    resource(group: type.group, version: type.version, plural: type.plural)
  }

  /// The resource that a reference by `apiVersion` and `kind` means; any version of the group will do.
  func resource(apiVersion: String, kind: String) -> ServedResource? {
    let group = apiVersion.split(separator: "/").dropLast().first.map(String.init) ?? ""
    return resources.first { $0.type.kind == kind && $0.type.group == group }
  }

  /// One resource for each storage, in catalogue order: what a sweep over all objects goes through.
  var perStorage: [ServedResource] {
    var seen: Set<StorageID> = []
    return resources.filter { seen.insert($0.storage).inserted }
  }

  /// Serves the versions of a custom resource, in place of whatever its storage had.
  mutating func install(_ versions: [ServedResource], for storage: StorageID) {
    resources.removeAll { $0.storage == storage }
    resources += versions
    edition += 1
  }

  /// Stops serving a storage.
  mutating func remove(_ storage: StorageID) {
    resources.removeAll { $0.storage == storage }
    edition += 1
  }
}
