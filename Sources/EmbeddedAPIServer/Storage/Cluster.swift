import APIMachinery
import JSON
import Time

/// Everything the server knows, changed only under its lock.
///
/// All of it is synchronous: a request is decided in one step, so a seed gives the same history in every run.
struct Cluster: Sendable {
  /// The revision of the newest write in any collection.
  private(set) var revision: UInt64 = 0
  private var collections: [StorageID: ObjectCollection] = [:]
  /// Lists at versions before this one are refused, whatever their kind.
  private(set) var compactedRevision: UInt64 = 0
  private var nextCompaction: CompactionMark
  private let limits: HistoryLimits
  var catalog: ResourceCatalog
  var watches = WatchRegistry()
  var access = AccessControl()
  /// Whether a watch may begin with what is there (the feature gate WatchList).
  var streamsLists = true
  var identifiers: IdentifierSource
  /// The instant of the present step.
  var now: Timestamp
  /// Committed writes that observers have not been told of.
  var unreported: [WriteRecord] = []
  /// Whether the garbage collector may find something to do.
  var hasGarbage = false
  /// References into other namespaces that the garbage collector has told of, as `dependent/owner` uids.
  var reportedOwners: Set<String> = []

  init(
    catalog: ResourceCatalog,
    seed: UInt64,
    now: Timestamp,
    limits: HistoryLimits = HistoryLimits()
  ) {
    self.catalog = catalog
    self.limits = limits
    nextCompaction = CompactionMark(revision: 0, instant: now)
    self.identifiers = IdentifierSource(seed: seed)
    self.now = now
  }

  func collection(_ storage: StorageID) -> ObjectCollection {
    collections[storage] ?? ObjectCollection(limits: limits)
  }

  /// The stored form of one object.
  func object(_ resource: ServedResource, _ key: ObjectKey) -> APIObject? {
    collections[resource.storage]?.table[key]
  }

  mutating func compact(_ storage: StorageID, through revision: UInt64) {
    collections[storage, default: ObjectCollection(limits: limits)].compact(through: revision)
  }

  /// Forgets the past beyond its limits; etcd, too, is compacted once an age to the revision of an age ago.
  mutating func forgetOldHistory() {
    guard now - nextCompaction.instant >= limits.age else { return }
    compactedRevision = nextCompaction.revision
    nextCompaction = CompactionMark(revision: revision, instant: now)
    for storage in collections.keys.sorted() { collections[storage]?.forgetOld(at: now) }
  }

  /// Rewrites stored objects without a write, as defaulting on read does.
  mutating func rewrite(_ storage: StorageID, _ transform: (inout APIObject) -> Void) {
    collections[storage]?.rewrite(transform)
  }

  /// Stores a change: gives it the next revision, tells the watches and keeps it for the observers.
  mutating func commit(
    _ kind: Change.Kind,
    _ object: APIObject,
    previous: APIObject?,
    of resource: ServedResource,
    by write: WriteSource
  ) -> APIObject {
    revision += 1
    var object = object
    object.metadata["resourceVersion"] = .string(String(revision))
    let change = Change(
      revision: revision,
      kind: kind,
      object: object,
      previous: previous,
      instant: now
    )
    collections[resource.storage, default: ObjectCollection(limits: limits)].record(change)
    watches.deliver(change, of: resource.storage, at: now)
    unreported.append(record(change, of: resource, by: write))
    react(to: change, of: resource)
    return object
  }

  private func record(
    _ change: Change,
    of resource: ServedResource,
    by write: WriteSource
  ) -> WriteRecord {
    WriteRecord(
      userAgent: write.options.userAgent,
      manager: write.options.fieldManager,
      verb: write.verb,
      type: resource.type,
      subresource: write.subresource.rawValue,
      key: change.object.key,
      old: change.previous,
      new: change.kind == .deleted ? nil : change.object,
      resourceVersion: change.revision
    )
  }
}

/// The revision to which the next compaction goes, and when it was the newest.
private struct CompactionMark: Sendable {
  let revision: UInt64
  let instant: Timestamp
}

/// Who writes, by which verb and through which endpoint.
struct WriteSource: Sendable {
  let verb: WriteRecord.Verb
  var subresource = Subresource.none
  /// The patch that led to the object, when errors must quote it.
  var patch: Patch?
  /// Fields that the body says twice.
  var repeatedFields: [String] = []
  let options: WriteOptions
}
