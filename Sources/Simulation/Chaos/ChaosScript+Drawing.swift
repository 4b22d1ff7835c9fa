import Time

extension ChaosScript {
  private static let acts = 2...8
  /// In which the acts begin.
  private static let span = Duration.seconds(1_500)

  /// The script that a seed stands for: a few acts within 25 minutes, a new revision among the first.
  package init(seed: UInt64) {
    var dice = ChaosDice(seed: seed)
    let router = dice.one(of: ScenarioRouter.allCases)
    let operators = dice.happens(25) ? 2 : 1
    self.init(seed: seed, router: router, operators: operators, acts: [])
    let count = dice.number(Self.acts)
    var times = (0..<count).map { _ in dice.seconds(.zero...Self.span) }
    // Where nothing is under way, most acts find nothing to disturb.
    times[0] = dice.seconds(.zero...(.seconds(60)))
    times.sort()
    for (index, time) in times.enumerated() {
      let act = index == 0 ? dice.roll() : dice.act(router, operators: operators)
      acts.append(TimedAct(at: time, act))
    }
    acts = acts.enumerated().sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }
      .map(\.element)
  }
}
