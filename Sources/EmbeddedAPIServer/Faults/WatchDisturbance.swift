import APIMachinery
import Time

/// The faults of one watch and how far they have come.
///
/// A value, but for counts that all watches of a rule share: lines and instants go in, what the client gets comes out.
struct WatchDisturbance: Sendable {
  struct Rule: Sendable {
    let fault: WatchFault
    let from: Timestamp
    let until: Timestamp?
    let events: EventCount
    /// The line of the script.
    let text: String
  }

  enum Step: Hashable, Sendable {
    case write([UInt8])
    case end
    case reset
  }

  private struct Delayed: Hashable, Sendable {
    let due: Timestamp
    let step: Step
  }

  private let rules: [Rule]
  /// Hears once of each rule that has made itself felt.
  private let onStrike: @Sendable (Rule) -> Void
  private var struck: Set<Int> = []
  private var events = 0
  private var heldBookmark: [UInt8]?
  private var delayed: [Delayed] = []

  init(_ rules: [Rule], onStrike: @escaping @Sendable (Rule) -> Void = { _ in }) {
    self.rules = rules
    self.onStrike = onStrike
  }

  /// What the client gets now that the server sends a line.
  mutating func pass(_ line: WatchLine, at now: Timestamp) -> [Step] {
    let active = rules.indices.filter { index in
      rules[index].from <= now && rules[index].until.map { now < $0 } ?? true
    }
    let due = max(now + delay(active), delayed.last?.due ?? now)
    delayed += steps(for: line, active).map { Delayed(due: due, step: $0) }
    return release(at: now)
  }

  /// What the client gets because its time has come.
  mutating func release(at now: Timestamp) -> [Step] {
    let ready = delayed.prefix { $0.due <= now }
    delayed.removeFirst(ready.count)
    return ready.map(\.step)
  }

  private mutating func strike(_ index: Int) {
    if struck.insert(index).inserted { onStrike(rules[index]) }
  }

  private mutating func delay(_ active: [Int]) -> Duration {
    active.reduce(.zero) { sum, index in
      guard case .delay(let delay) = rules[index].fault else { return sum }
      strike(index)
      return sum + delay
    }
  }

  private mutating func steps(for line: WatchLine, _ active: [Int]) -> [Step] {
    switch line.kind {
    case .added, .modified, .deleted: event(line.bytes, active)
    case .bookmark: bookmark(line.bytes, active)
    case .error: [.write(line.bytes)]
    }
  }

  private mutating func event(_ bytes: [UInt8], _ active: [Int]) -> [Step] {
    // Every rule counts every event, whichever of them strikes.
    let seen = active.map { rules[$0].events.next() }
    for (index, seen) in zip(active, seen) {
      guard let steps = ending(rules[index].fault, insteadOf: bytes, seen: seen) else { continue }
      strike(index)
      return steps
    }
    events += 1
    var steps: [Step] = [.write(bytes)]
    if let heldBookmark { steps.append(.write(heldBookmark)) }
    heldBookmark = nil
    for index in active {
      guard let ending = endingAfter(rules[index].fault) else { continue }
      strike(index)
      return steps + ending
    }
    return steps
  }

  /// What comes in place of an event.
  private func ending(_ fault: WatchFault, insteadOf bytes: [UInt8], seen: Int) -> [Step]? {
    switch fault {
    case .cut(let count) where events >= count:
      [.write(Array(bytes.prefix(bytes.count / 2))), .reset]
    case .drop(let count) where events >= count: [.end]
    case .expire(let count) where events >= count: expiry
    case .expireOnce(let count) where seen == count: expiry
    case .delay, .cut, .drop, .expire, .expireOnce, .duplicateBookmarks, .reorderBookmarks: nil
    }
  }

  /// What comes behind the last event that is let through.
  private func endingAfter(_ fault: WatchFault) -> [Step]? {
    switch fault {
    case .drop(let count) where events >= count: [.end]
    case .expire(let count) where events >= count: expiry
    case .delay, .cut, .drop, .expire, .expireOnce, .duplicateBookmarks, .reorderBookmarks: nil
    }
  }

  private mutating func bookmark(_ bytes: [UInt8], _ active: [Int]) -> [Step] {
    if let index = active.first(where: { rules[$0].fault == .reorderBookmarks }) {
      strike(index)
      heldBookmark = bytes
      return []
    }
    guard let index = active.first(where: { rules[$0].fault == .duplicateBookmarks }) else {
      return [.write(bytes)]
    }
    strike(index)
    return [.write(bytes), .write(bytes)]
  }

  private var expiry: [Step] {
    let status = APIStatus.expired("The resourceVersion for the provided watch is too old.")
    return [.write(WatchLine(.error, status.json).bytes), .end]
  }
}
