/// A regression tree in one flat array, in preorder: the left child of a split is the node after it.
///
/// Eight bytes per node: a forest of 100 trees over 10,000 rows is about 10 MB, and a prediction touches about 20 nodes of each.
package struct RegressionTree: Hashable, Sendable {
  /// A split or a leaf.
  package struct Node: Hashable, Sendable {
    /// Rows whose feature is at most this go left; in a leaf, the prediction.
    var threshold: Float
    /// The feature that splits here; `leaf` in a leaf.
    var feature: UInt16
    /// Where the right child stands; 0 in a leaf.
    var right: UInt16

    static let leaf = UInt16.max
  }

  /// At most 65,535 nodes (`RankedColumns.maxRows` sees to it), so that a child's place fits in two bytes.
  package let nodes: [Node]

  /// The mean target of the leaf that `features` falls into.
  package func predict(_ features: Span<Float>) -> Float {
    let nodes = self.nodes.span
    var index = 0
    while true {
      let node = nodes[index]
      guard node.feature != Node.leaf else { return node.threshold }
      index = features[Int(node.feature)] <= node.threshold ? index + 1 : Int(node.right)
    }
  }
}
