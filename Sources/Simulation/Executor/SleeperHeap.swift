import Time

/// Sleepers, the earliest first: a binary heap with lazy removal.
///
/// A cancelled sleeper stays as a mark until it comes to the top, so that cancelling among 10⁵ sleepers does not search them.
struct SleeperHeap: Sendable {
  private struct Entry: Sendable {
    let deadline: Timestamp
    let sequence: UInt64

    func precedes(_ other: Entry) -> Bool {
      (deadline, sequence) < (other.deadline, other.sequence)
    }
  }

  private var entries: [Entry] = []
  private var waiting: [UInt64: Sleeper] = [:]

  var first: Sleeper? {
    mutating get {
      while let top = entries.first {
        if let sleeper = waiting[top.sequence] { return sleeper }
        removeTop()
      }
      return nil
    }
  }

  mutating func insert(_ sleeper: Sleeper) {
    waiting[sleeper.sequence] = sleeper
    entries.append(Entry(deadline: sleeper.deadline, sequence: sleeper.sequence))
    siftUp(from: entries.count - 1)
  }

  mutating func remove(_ sequence: UInt64) -> Sleeper? {
    waiting.removeValue(forKey: sequence)
  }

  /// Takes out everybody whose deadline has come, in order.
  mutating func removeDue(at now: Timestamp) -> [Sleeper] {
    var due: [Sleeper] = []
    while let sleeper = first, sleeper.deadline <= now {
      removeTop()
      waiting[sleeper.sequence] = nil
      due.append(sleeper)
    }
    return due
  }

  private mutating func removeTop() {
    let last = entries.removeLast()
    guard !entries.isEmpty else { return }
    entries[0] = last
    siftDown()
  }

  private mutating func siftUp(from start: Int) {
    var child = start
    while child > 0, entries[child].precedes(entries[(child - 1) / 2]) {
      entries.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  private mutating func siftDown() {
    var parent = 0
    while true {
      var least = parent
      for child in [2 * parent + 1, 2 * parent + 2] where child < entries.count {
        if entries[child].precedes(entries[least]) { least = child }
      }
      guard least != parent else { return }
      entries.swapAt(parent, least)
      parent = least
    }
  }
}
