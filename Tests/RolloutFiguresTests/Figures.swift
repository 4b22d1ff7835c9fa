import Rollout

/// All runs of one side-by-side, under the sequential test and under the rule on a window.
struct Figures {
  /// Canary requests until each run was stopped, sorted, for each alpha; runs that were not are missing.
  private(set) var sequential: [[Int]]
  private(set) var window: [Int] = []
  let runs: Int
  private let alphas: [Double]

  static let seed: UInt64 = 20_261_122
  /// Seconds between two scrapes, and with them between two looks.
  static let interval = 10

  init(_ world: SideBySide, alphas: [Double], runs: Int, looks: Int) {
    self.runs = runs
    self.alphas = alphas
    sequential = alphas.map { _ in [] }
    for run in 0..<runs {
      let seed = Self.seed &+ UInt64(run) &* 0x9E37_79B9_7F4A_7C15
      play(SideBySide.Run(world, length: looks, seed: seed))
    }
    sequential = sequential.map { $0.sorted() }
    window.sort()
  }

  private mutating func play(_ run: SideBySide.Run) {
    var run = run
    var tests: [SequentialComparison?] = alphas.map { _ in SequentialComparison() }
    var rule: WindowRule? = WindowRule()
    var requests = 0
    for _ in 0..<run.length {
      let counts = run.next()
      requests += counts.canary.requests
      var isOver = rule == nil
      for (index, alpha) in alphas.enumerated() {
        tests[index]?.add(counts, alpha: alpha)
        if tests[index]?.rejects(at: alpha) == true {
          sequential[index].append(requests)
          tests[index] = nil
        }
        isOver = isOver && tests[index] == nil
      }
      if rule?.stops(after: counts.canary) == true {
        window.append(requests)
        rule = nil
      }
      if isOver { return }
    }
  }

  /// Requests until that share of all runs was stopped; `nil` if never.
  func requests(_ stopped: [Int], quantile: Double) -> Int? {
    let index = Int((Double(runs) * quantile).rounded(.up)) - 1
    return stopped.indices.contains(index) ? stopped[index] : nil
  }
}
