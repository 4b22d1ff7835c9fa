import Forecast
import Testing

@Suite("The regression forest")
struct RegressionForestTests {
  /// A tree on data in which every row occurs in the bag with overwhelming probability, because it occurs many times.
  private func tree(_ rows: [[Double]], _ targets: [Double]) -> RegressionForest {
    let copies = 40
    let repeated = FeatureMatrix(rows: (0..<copies).flatMap { _ in rows })
    let allTargets = (0..<copies).flatMap { _ in targets }
    var trainer = ForestTrainer(features: repeated, targets: allTargets, treeCount: 1)
    var generator = SplitMix64(seed: 42)
    trainer.growAll(using: &generator)
    return trainer.forest
  }

  @Test(
    "cuts halfway between two values",
    arguments: [(1.0, 5.0), (1.99, 5.0), (2.0, 5.0), (2.01, 9.0), (3.0, 9.0)]
  )
  func threshold(feature: Double, prediction: Double) {
    let forest = tree([[1], [3]], [5, 9])
    #expect(forest.predict([feature]) == prediction)
  }

  @Test("cuts where the squared error falls most: 0, 0, 10, 11 splits between the second and third")
  func bestCut() throws {
    let forest = tree([[1], [2], [3], [4]], [0, 0, 10, 11])
    #expect(forest.predict([2.4]) == 0)
    #expect(forest.predict([2.6]) == 10)
    #expect(forest.predict([3.6]) == 11)
    #expect(forest.trees[0].nodes.count == 5)
  }

  @Test("splits on the column that explains the target, and ignores constant ones")
  func bestColumn() {
    let forest = tree([[7, 1, 4], [7, 2, 2], [7, 1, 3], [7, 2, 1]], [1, 8, 1, 8])
    #expect(forest.predict([0, 1.4, 9]) == 1)
    #expect(forest.predict([0, 1.6, 0]) == 8)
    #expect(forest.trees[0].nodes.count == 3)
  }

  /// Among 100, 109 and 110 the first column parts off the 100, the second the 110: the first must be cut first.
  @Test("judges a cut by the mean of its own node, not of all rows")
  func nestedCut() {
    let forest = tree([[-9, -9], [1, 1], [3, 1], [3, 3]], [0, 100, 109, 110])
    #expect(forest.predict([1, 3]) == 100)
    #expect(forest.predict([3, 3]) == 110)
  }

  @Test("answers with the mean where no feature tells rows apart")
  func inseparable() {
    #expect(abs(tree([[1], [1]], [4, 4]).predict([1]) - 4) < 1e-6)
    let mixed = tree([[1, 2], [1, 2]], [0, 10]).predict([1, 2])
    #expect((2...8).contains(mixed))
  }

  @Test("grown until pure, learns rows that it holds in every tree")
  func fullyGrown() {
    var generator = SplitMix64(seed: 1)
    let rows = (0..<60).map { _ in (0..<3).map { _ in Double.random(in: 0...1, using: &generator) }
    }
    let targets = rows.map { $0[0] * 3 + $0[1] }
    let forest = tree(rows, targets)
    for (row, target) in zip(rows, targets) { #expect(abs(forest.predict(row) - target) < 1e-5) }
  }

  @Test("is the same for the same seed and another for another")
  func determinism() {
    #expect(noisyForest(seed: 42) == noisyForest(seed: 42))
    #expect(noisyForest(seed: 42) != noisyForest(seed: 43))
  }

  @Test("grows tree by tree to the same forest as at once")
  func interruptible() {
    let (features, targets) = noise()
    var whole = ForestTrainer(features: features, targets: targets, treeCount: 5)
    var sliced = whole
    var one = SplitMix64(seed: 9)
    var other = SplitMix64(seed: 9)
    whole.growAll(using: &one)
    for grown in 0..<5 {
      #expect(sliced.trees.count == grown)
      #expect(!sliced.isFinished)
      sliced.growNextTree(using: &other)
    }
    sliced.growNextTree(using: &other)
    #expect(sliced.isFinished)
    #expect(sliced.forest == whole.forest)
  }

  @Test("trains on the latest rows only when there are more than allowed")
  func latestRows() {
    let rows = FeatureMatrix(rows: (0..<100).map { [Double($0)] })
    let targets = (0..<100).map { $0 < 90 ? 1.0 : 2.0 }
    var trainer = ForestTrainer(features: rows, targets: targets, treeCount: 3, maxRows: 10)
    var generator = SplitMix64(seed: 42)
    trainer.growAll(using: &generator)
    #expect(trainer.forest.predict([0]) == 2)
  }

  private func noise() -> (FeatureMatrix, [Double]) {
    var generator = SplitMix64(seed: 5)
    let rows = (0..<40).map { _ in (0..<4).map { _ in Double.random(in: 0...1, using: &generator) }
    }
    return (FeatureMatrix(rows: rows), rows.map { $0[0] + $0[3] })
  }

  private func noisyForest(seed: UInt64) -> RegressionForest {
    let (features, targets) = noise()
    var trainer = ForestTrainer(features: features, targets: targets, treeCount: 5)
    var generator = SplitMix64(seed: seed)
    trainer.growAll(using: &generator)
    return trainer.forest
  }
}

@Suite("SplitMix64")
struct SplitMix64Tests {
  @Test("gives the published numbers of seed 1234567")
  func published() {
    var generator = SplitMix64(seed: 1_234_567)
    let numbers = (0..<3).map { _ in generator.next() }
    #expect(
      numbers == [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423]
    )
  }
}

extension ForestTrainer {
  fileprivate mutating func growAll(using generator: inout some RandomNumberGenerator) {
    while !isFinished { growNextTree(using: &generator) }
  }
}
