/// Small trees that each mend what those before left over; their sum is the change from the base, in daily means.
struct BoostedTrees: Sendable {
  private(set) var trees: [RegressionTree] = []
  /// The answers that its training rows call for.
  let range: ClosedRange<Float>

  init(range: ClosedRange<Float>) {
    self.range = range
  }

  mutating func append(_ tree: RegressionTree) { trees.append(tree) }

  /// Without allocating.
  func predict(_ features: LoadFeatures) -> Float {
    var sum: Float = 0
    for tree in trees { sum += tree.predict(features.standardised.span, row: 0) }
    return min(range.upperBound, max(range.lowerBound, sum))
  }
}

extension RegressionTree {
  /// The leaf of a row that is stored in vectors of eight.
  func predict(_ rows: Span<SIMD8<Float>>, row: Int) -> Float {
    let nodes = self.nodes.span
    var index = 0
    while true {
      let node = nodes[index]
      guard node.feature != Node.leaf else { return node.threshold }
      let feature = Int(node.feature)
      let value = rows[row * FeatureVector.width + feature / FeatureVector.lanes][
        feature % FeatureVector.lanes
      ]
      index = value <= node.threshold ? index + 1 : Int(node.right)
    }
  }
}
