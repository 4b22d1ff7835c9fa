import Time

/// Reports that wait for being sent, oldest first; when it is full, new ones are dropped (E2).
struct EventQueue: Sendable {
  struct Item: Sendable {
    let report: EventReport
    let seen: Timestamp
  }

  /// client-go's bound.
  static let itemsMax = 1_000

  private var items: [Item] = []
  /// Everything before it was taken.
  private var head = 0
  private(set) var dropped = 0

  var isEmpty: Bool { head == items.count }

  /// Whether there was room.
  mutating func append(_ item: Item) -> Bool {
    guard items.count - head < Self.itemsMax else {
      dropped += 1
      return false
    }
    items.append(item)
    return true
  }

  mutating func next() -> Item? {
    guard !isEmpty else { return nil }
    let item = items[head]
    head += 1
    if head == items.count || head > Self.itemsMax {
      items.removeFirst(head)
      head = 0
    }
    return item
  }
}
