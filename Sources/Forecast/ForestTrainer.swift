/// Grows a forest one tree at a time, so that training can be spread over many turns of a loop.
///
/// Growing all trees of 10,000 rows takes about a second of one core; a caller that grows one tree per turn blocks for
/// ten milliseconds instead.
package struct ForestTrainer: Sendable {
  /// How many trees the finished forest has.
  package let treeCount: Int
  package private(set) var trees: [RegressionTree] = []

  private let columns: RankedColumns
  private let targets: [Double]

  /// Prepares the latest `maxRows` rows for training.
  package init(
    features: FeatureMatrix,
    targets: [Double],
    treeCount: Int,
    maxRows: Int = RankedColumns.maxRows
  ) {
    precondition(features.rowCount == targets.count, "one target per row")
    precondition(!targets.isEmpty, "a forest needs at least one row")
    let kept = min(maxRows, RankedColumns.maxRows)
    self.treeCount = treeCount
    self.targets = Array(targets.suffix(kept))
    columns = RankedColumns(features.suffix(kept))
  }

  package var isFinished: Bool { trees.count >= treeCount }

  /// The trees grown so far as a forest; complete when `isFinished`.
  package var forest: RegressionForest { RegressionForest(trees: trees) }

  /// Adds one tree; nothing happens once the forest is finished.
  package mutating func growNextTree(using generator: inout some RandomNumberGenerator) {
    guard !isFinished else { return }
    let sample = Bootstrap(rows: targets.count, using: &generator)
    var grower = TreeGrower(columns, targets: targets, sample: sample)
    trees.append(grower.grow(using: &generator))
  }
}
