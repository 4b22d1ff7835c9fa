import APIMachinery

/// Keys in the order in which they joined, each at most once; joining, leaving from anywhere and the head's turn cost the same however
/// long the line is.
struct KeyLine: Sendable {
  private struct Place {
    let key: ObjectKey
    let since: Duration
  }

  /// Those who left from the middle leave a gap.
  private var places: [Place?] = []
  private var indexes: [ObjectKey: Int] = [:]
  /// Everything before it is gone.
  private var head = 0

  var count: Int { indexes.count }
  var isEmpty: Bool { indexes.isEmpty }

  func contains(_ key: ObjectKey) -> Bool { indexes[key] != nil }

  /// Since when the first one waits.
  var waitsSince: Duration? { first?.since }

  /// Joins at the end; the caller sees to it that the key is not in line already.
  mutating func append(_ key: ObjectKey, since time: Duration) {
    indexes[key] = places.count
    places.append(Place(key: key, since: time))
  }

  mutating func removeFirst() -> ObjectKey? {
    guard let key = first?.key else { return nil }
    remove(key)
    return key
  }

  @discardableResult
  mutating func remove(_ key: ObjectKey) -> Bool {
    guard let index = indexes.removeValue(forKey: key) else { return false }
    places[index] = nil
    while head < places.count, places[head] == nil { head += 1 }
    if head > 64, head * 2 > places.count { closeRanks() }
    return true
  }

  private var first: Place? { head < places.count ? places[head] : nil }

  /// Amortised: at least as many have left as now move.
  private mutating func closeRanks() {
    places.removeFirst(head)
    head = 0
    for (index, place) in places.enumerated() {
      if let place { indexes[place.key] = index }
    }
  }
}
