/// The keys of an object in order, and where each one's value was in the text.
///
/// Worked out once for all objects that name the same keys in the same order.
struct ObjectKeys {
  let keys: [String]
  /// For each key the position of its value among the values as read: each position once.
  let order: [Int]

  /// `nil` when a key is there twice.
  init?(inTextOrder unordered: [String]) {
    let order = unordered.indices.sorted { unordered[$0].precedes(unordered[$1]) }
    for (left, right) in zip(order, order.dropFirst())
    where unordered[left].hasSameBytes(as: unordered[right]) { return nil }
    self.keys = order.map { unordered[$0] }
    self.order = order
  }
}
