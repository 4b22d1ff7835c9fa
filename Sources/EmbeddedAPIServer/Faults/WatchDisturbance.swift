import APIMachinery
import Time

/// The faults of one watch and how far they have come.
///
/// A value: lines and instants go in, what the client gets comes out.
struct WatchDisturbance: Hashable, Sendable {
  struct Rule: Hashable, Sendable {
    let fault: WatchFault
    let from: Timestamp
    let until: Timestamp?
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
  private var events = 0
  private var heldBookmark: [UInt8]?
  private var delayed: [Delayed] = []

  init(_ rules: [Rule]) {
    self.rules = rules
  }

  /// What the client gets now that the server sends a line.
  mutating func pass(_ line: WatchLine, at now: Timestamp) -> [Step] {
    let active = rules.filter { $0.from <= now && $0.until.map { now < $0 } ?? true }.map(\.fault)
    let due = max(now + Self.delay(active), delayed.last?.due ?? now)
    delayed += steps(for: line, active).map { Delayed(due: due, step: $0) }
    return release(at: now)
  }

  /// What the client gets because its time has come.
  mutating func release(at now: Timestamp) -> [Step] {
    let ready = delayed.prefix { $0.due <= now }
    delayed.removeFirst(ready.count)
    return ready.map(\.step)
  }

  private static func delay(_ faults: [WatchFault]) -> Duration {
    faults.reduce(.zero) { sum, fault in
      if case .delay(let delay) = fault { sum + delay } else { sum }
    }
  }

  private mutating func steps(for line: WatchLine, _ active: [WatchFault]) -> [Step] {
    switch line.kind {
    case .added, .modified, .deleted: event(line.bytes, active)
    case .bookmark: bookmark(line.bytes, active)
    case .error: [.write(line.bytes)]
    }
  }

  private mutating func event(_ bytes: [UInt8], _ active: [WatchFault]) -> [Step] {
    var steps: [Step] = []
    for fault in active {
      switch fault {
      case .cut(let count) where events >= count:
        return [.write(Array(bytes.prefix(bytes.count / 2))), .reset]
      case .drop(let count) where events >= count: return [.end]
      case .expire(let count) where events >= count: return expiry
      case .delay, .cut, .drop, .expire, .duplicateBookmarks, .reorderBookmarks: break
      }
    }
    events += 1
    steps.append(.write(bytes))
    if let heldBookmark { steps.append(.write(heldBookmark)) }
    heldBookmark = nil
    for fault in active {
      switch fault {
      case .drop(let count) where events >= count: return steps + [.end]
      case .expire(let count) where events >= count: return steps + expiry
      case .delay, .cut, .drop, .expire, .duplicateBookmarks, .reorderBookmarks: break
      }
    }
    return steps
  }

  private mutating func bookmark(_ bytes: [UInt8], _ active: [WatchFault]) -> [Step] {
    if active.contains(.reorderBookmarks) {
      heldBookmark = bytes
      return []
    }
    return active.contains(.duplicateBookmarks) ? [.write(bytes), .write(bytes)] : [.write(bytes)]
  }

  private var expiry: [Step] {
    let status = APIStatus.expired("The resourceVersion for the provided watch is too old.")
    return [.write(WatchLine(.error, status.json).bytes), .end]
  }
}
