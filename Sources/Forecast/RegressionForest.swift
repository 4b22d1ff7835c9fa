/// Trees that each saw another sample of the rows; their mean is the prediction.
package struct RegressionForest: Hashable, Sendable {
  package let trees: [RegressionTree]

  package func predict(_ features: [Double]) -> Double {
    let row = features.map { Float($0) }
    return predict(row.span)
  }

  /// Predicts without allocating; `features` in single precision, as many as the forest was trained on.
  package func predict(_ features: Span<Float>) -> Double {
    var sum = 0.0
    for tree in trees { sum += Double(tree.predict(features)) }
    return sum / Double(max(1, trees.count))
  }
}
