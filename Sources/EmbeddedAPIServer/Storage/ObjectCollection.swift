import APIMachinery
import Time

/// The objects of one storage and the window of changes that led to them.
struct ObjectCollection: Sendable {
  private(set) var table = ObjectTable()
  /// In the order of their revisions.
  private(set) var history: [Change] = []
  /// The newest revision whose change is forgotten; a watch must start at or after it.
  private(set) var compactedRevision: UInt64 = 0
  private let limits: HistoryLimits

  init(limits: HistoryLimits) {
    self.limits = limits
  }

  mutating func record(_ change: Change) {
    table[change.object.key] = change.kind == .deleted ? nil : change.object
    history.append(change)
    // Trimming by an eighth at a time keeps the cost of a write constant on average.
    let excess = history.count - limits.changesMax
    if excess > limits.changesMax / 8 { forget(excess) }
  }

  /// Forgets every change up to a revision, as etcd's compaction does.
  mutating func compact(through revision: UInt64) {
    forget(history.prefix { $0.revision <= revision }.count)
    compactedRevision = max(compactedRevision, revision)
  }

  /// Forgets what is too old, as long as enough remains.
  mutating func forgetOld(at now: Timestamp) {
    let spare = history.count - limits.changesMin
    guard spare > 0 else { return }
    forget(history.prefix(spare).prefix { now - $0.instant > limits.age }.count)
  }

  /// Rewrites stored objects in place; no change is recorded and no revision spent.
  mutating func rewrite(_ transform: (inout APIObject) -> Void) {
    for key in table.keys {
      guard var object = table[key] else { continue }
      transform(&object)
      table[key] = object
    }
  }

  /// The changes after a revision; `nil` when some of them are forgotten.
  func changes(after revision: UInt64) -> ArraySlice<Change>? {
    guard revision >= compactedRevision else { return nil }
    return history[firstIndex(after: revision)...]
  }

  /// The objects as they were at a revision; `nil` when the changes since are forgotten.
  func table(at revision: UInt64) -> ObjectTable? {
    guard let later = changes(after: revision) else { return nil }
    var past = table
    for change in later.reversed() {
      past[change.object.key] = change.previous
    }
    return past
  }

  private mutating func forget(_ count: Int) {
    guard count > 0 else { return }
    compactedRevision = max(compactedRevision, history[count - 1].revision)
    history.removeFirst(count)
  }

  private func firstIndex(after revision: UInt64) -> Int {
    var low = 0
    var high = history.count
    while low < high {
      let middle = (low + high) / 2
      if history[middle].revision <= revision { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
