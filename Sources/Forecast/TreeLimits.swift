/// Where a tree stops growing; by itself it does only when every leaf is pure.
struct TreeLimits: Hashable, Sendable {
  /// Splits between the root and a leaf.
  var depth = Int.max
  /// Distinct rows in a leaf.
  var leastRows = 1

  /// Room for the nodes of a tree over so many rows.
  func mostNodes(rows: Int) -> Int {
    depth < 16 ? min(2 << depth, 2 * rows) : 2 * rows
  }
}
