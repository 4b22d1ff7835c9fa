/// Grows boosted trees one at a time, by the grower of the guide's forest on a share of the rows.
///
/// Each tree is fitted to what is left over, cut off at twice the mean error: between the absolute error, which a tree's means do not
/// minimise, and the squared one, which a single spike rules.
struct BoostedFit: Sendable {
  static let treeCount = 40
  private static let learningRate: Float = 0.14
  private static let limits = TreeLimits(depth: 4, leastRows: 12)
  /// The rows that a tree sees.
  private static let sampled = 1_500

  private let columns: RankedColumns
  private var residuals: [Float]
  private(set) var model: BoostedTrees

  init(_ rows: TrainingRows) {
    columns = RankedColumns(standardised: rows)
    residuals = rows.targets
    model = BoostedTrees(
      range: min(0, rows.targets.min() ?? 0)...max(0, rows.targets.max() ?? 0)
    )
  }

  var isFinished: Bool { model.trees.count >= Self.treeCount }

  mutating func growNextTree(
    _ rows: TrainingRows,
    using generator: inout some RandomNumberGenerator
  ) {
    let error = residuals.reduce(0) { $0 + $1.magnitude } / Float(max(1, residuals.count))
    let bound = max(1e-9, 2 * error)
    let sample = Bootstrap(rows.importances, draws: Self.sampled, using: &generator)
    var grower = TreeGrower(
      columns,
      targets: residuals.map { Double(min(bound, max(-bound, $0))) },
      sample: sample,
      limits: Self.limits
    )
    let tree = grower.grow(using: &generator).scaled(by: Self.learningRate)
    for row in residuals.indices { residuals[row] -= tree.predict(rows.rows.span, row: row) }
    model.append(tree)
  }
}

extension RegressionTree {
  fileprivate func scaled(by factor: Float) -> RegressionTree {
    RegressionTree(
      nodes: nodes.map { node in
        var scaled = node
        if node.feature == Node.leaf { scaled.threshold *= factor }
        return scaled
      }
    )
  }
}

extension Bootstrap {
  /// Rows drawn with replacement, each as likely as it is important.
  init(_ importances: [Float], draws: Int, using generator: inout some RandomNumberGenerator) {
    var sums: [Float] = []
    sums.reserveCapacity(importances.count)
    var sum: Float = 0
    for importance in importances {
      sum += importance
      sums.append(sum)
    }
    var counts = [UInt16](repeating: 0, count: importances.count)
    // One draw from each of as many equal stretches of importance: fewer accidents than drawing freely.
    var row = 0
    for draw in 0..<min(draws, importances.count) {
      let within = Float(generator.index(below: 1 << 20)) / Float(1 << 20)
      let wanted = (Float(draw) + within) / Float(min(draws, importances.count)) * sum
      while row < importances.count - 1, sums[row] < wanted { row += 1 }
      counts[row] += 1
    }
    self.init(counts: counts)
  }
}
