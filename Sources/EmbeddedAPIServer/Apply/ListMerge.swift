import JSON

/// Merges two keyed lists as structured-merge-diff does: the applied list decides the order of what both have, and elements that only
/// the live list has keep their neighbours.
struct ListMerge {
  private let node: TopologyNode
  private let live: [(identity: PathElement, value: JSONValue)]
  private let applied: [(identity: PathElement, value: JSONValue)]
  private let liveByIdentity: [PathElement: JSONValue]
  private let appliedByIdentity: [PathElement: JSONValue]
  private var sharedInOrder: ArraySlice<PathElement>
  private var result: [JSONValue] = []
  private var done: Set<PathElement> = []

  init(live: [JSONValue], applied: [JSONValue], node: TopologyNode) {
    self.node = node
    self.live = node.children(of: .array(live)).map { (identity: $0.0, value: $0.1) }
    self.applied = node.children(of: .array(applied)).map { (identity: $0.0, value: $0.1) }
    liveByIdentity = Dictionary(self.live.map { ($0.identity, $0.value) }) { first, _ in first }
    appliedByIdentity = Dictionary(self.applied.map { ($0.identity, $0.value) }) { first, _ in
      first
    }
    let known = liveByIdentity
    sharedInOrder = self.applied.map(\.identity).filter { known[$0] != nil }[...]
  }

  mutating func run() -> [JSONValue] {
    var left = 0
    var right = 0
    while left < live.count || right < applied.count {
      if left < live.count, advanceOverLive(&left, &right) { continue }
      if right < applied.count {
        take(applied[right].identity)
        right += 1
      }
    }
    return result
  }

  /// Handles the next live element where it decides; false when it is the applied list's turn.
  private mutating func advanceOverLive(_ left: inout Int, _ right: inout Int) -> Bool {
    let identity = live[left].identity
    if right < applied.count, identity == applied[right].identity {
      take(identity)
      left += 1
      right += 1
      return true
    }
    guard appliedByIdentity[identity] != nil else {
      result.append(live[left].value)
      left += 1
      return true
    }
    if done.contains(identity) || sharedInOrder.first != identity {
      left += 1
      return true
    }
    return right >= applied.count
  }

  private mutating func take(_ identity: PathElement) {
    guard done.insert(identity).inserted, let applied = appliedByIdentity[identity] else { return }
    result.append(liveByIdentity[identity]?.applying(applied, node.element) ?? applied)
    if sharedInOrder.first == identity { sharedInOrder = sharedInOrder.dropFirst() }
  }
}
