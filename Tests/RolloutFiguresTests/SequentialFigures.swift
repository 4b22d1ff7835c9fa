/// What is simulated for the page.
enum SequentialFigures {
  #if DEBUG
    /// Unoptimised, ten thousand take minutes; the page is held against optimised tests only.
    static let runs = 200
  #else
    static let runs = 10_000
  #endif

  static let alpha = 0.01
  /// Half an hour.
  static let looks = 180
  static let looksForWorse = 600

  static let worlds: [SideBySide] = [
    SideBySide(name: "nothing"),
    SideBySide(name: "a tenth of the traffic", canaryRequests: 6, stableRequests: 54),
    SideBySide(
      name: "3 canary pods against 10 of stable, one scrape in 20 missed",
      canaryRequests: 180,
      stableRequests: 600,
      disturbance: .missedScrapes
    ),
    SideBySide(
      name: "20 errors at once on one pod, in 2 % of the intervals",
      disturbance: .bursts
    ),
    SideBySide(
      name: "processes restart, in 5 % of the intervals, and their counts are lost",
      disturbance: .resets
    ),
    SideBySide(name: "the weight goes from 10 to 90 % in five steps", disturbance: .weights),
    SideBySide(name: "both fail ten times as often from the middle on", disturbance: .outage),
  ]

  static let rates = [0.005, 0.01, 0.02, 0.05]

  static func equal(_ world: SideBySide) -> FiguresPage.Equal {
    let figures = Figures(world, alphas: [alpha], runs: runs, looks: looks)
    return FiguresPage.Equal(world: world, figures: figures)
  }

  static func worse(_ rate: Double) -> FiguresPage.Worse {
    let figures = Figures(
      SideBySide(name: "worse", canaryRate: rate),
      alphas: [alpha / 2, alpha],
      runs: runs,
      looks: looksForWorse
    )
    return FiguresPage.Worse(rate: rate, figures: figures)
  }
}
