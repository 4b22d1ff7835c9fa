import APIMachinery

/// Keys in the order in which they become due; of equal times, the one added first comes first.
struct DelayedKeys: Sendable {
  private struct Entry {
    let time: Duration
    let key: ObjectKey
  }

  /// Latest first, so that the next one is cheap to remove.
  private var entries: [Entry] = []
  private var times: [ObjectKey: Duration] = [:]

  var count: Int { entries.count }
  var earliest: Duration? { entries.last?.time }

  /// Adds a key, or moves it forward; never back (Q2).
  mutating func insert(_ key: ObjectKey, at time: Duration) {
    if let known = times[key] {
      guard time < known else { return }
      remove(key, at: known)
    }
    times[key] = time
    entries.insert(Entry(time: time, key: key), at: firstIndex { $0 <= time })
  }

  /// The keys whose time has come, in order.
  mutating func removeAll(until now: Duration) -> [ObjectKey] {
    var keys: [ObjectKey] = []
    while let next = entries.last, next.time <= now {
      entries.removeLast()
      times[next.key] = nil
      keys.append(next.key)
    }
    return keys
  }

  private mutating func remove(_ key: ObjectKey, at time: Duration) {
    let start = firstIndex { $0 <= time }
    guard let index = entries[start...].firstIndex(where: { $0.key == key }) else { return }
    entries.remove(at: index)
  }

  /// The first index whose time satisfies a condition that all later ones satisfy as well.
  private func firstIndex(where condition: (Duration) -> Bool) -> Int {
    var low = 0
    var high = entries.count
    while low < high {
      let middle = (low + high) / 2
      if condition(entries[middle].time) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
