/// How much of the past a server remembers, kind by kind and as a whole.
///
/// A real server has two memories: the watch cache of a kind, which keeps 100 to 102,400 changes and at least those of the last 75 s,
/// and etcd, which is compacted every five minutes. A watch needs the first, a list at an old version the second.
package struct HistoryLimits: Hashable, Sendable {
  /// So many changes of a kind stay however old they are.
  package var changesMin: Int
  /// So many stay at most, however young they are: at 3 KB an object this bounds a kind to some 30 MB of past.
  package var changesMax: Int
  /// Changes older than this are forgotten, and so are the versions that the whole cluster had before.
  package var age: Duration

  package init(
    changesMin: Int = 100,
    changesMax: Int = 10_000,
    age: Duration = .seconds(300)
  ) {
    self.changesMin = changesMin
    self.changesMax = changesMax
    self.age = age
  }
}
